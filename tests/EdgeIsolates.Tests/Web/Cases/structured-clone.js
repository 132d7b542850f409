test('kinds of values', () => {
  const date = new Date(5), map = new Map([[1, { a: 1 }]]), set = new Set(['x']);
  const copy = structuredClone({ date, map, set, regexp: /a\/b/giy, big: 5n, n: Object(1), s: Object('s'), b: Object(false), bi: Object(2n), u: undefined, nul: null });
  equal([copy.date.getTime(), copy.map.get(1).a, copy.set.has('x'), `${copy.regexp}`, copy.regexp.lastIndex, copy.big === 5n], [5, 1, true, '/a\\/b/giy', 0, true]);
  equal([copy.n instanceof Number, copy.s instanceof String, copy.b instanceof Boolean, typeof copy.bi, 'u' in copy, copy.nul], [true, true, true, 'object', true, null]);
  equal(copy.map !== map && copy.set !== set && copy.date !== date, true);
  equal([structuredClone(-0), structuredClone('\ud800'), structuredClone(Infinity)].map((v) => Object.is(v, -0) || v), [true, '\ud800', null]);
});
test('references stay what they are', () => {
  const shared = { x: 1 }, value = { a: shared, b: [shared, shared], map: new Map() };
  value.me = value;
  value.map.set(value, shared);
  const copy = structuredClone(value);
  equal([copy.me === copy, copy.a === copy.b[0], copy.b[0] === copy.b[1], copy.map.get(copy) === copy.a], [true, true, true, true]);
});
test('arrays: holes, names, length', () => {
  const sparse = [1, , 3];
  sparse.name = 'n';
  sparse.length = 10;
  const copy = structuredClone(sparse);
  equal([copy.length, 1 in copy, copy[2], copy.name, Array.isArray(copy), Object.getPrototypeOf(copy) === Array.prototype], [10, false, 3, 'n', true, true]);
  const huge = [];
  huge.length = 4e9;
  huge[3e9] = 'far';
  equal(structuredClone(huge)[3e9], 'far');
  copy.push(1);
  equal(copy.length, 11);
});
test('objects lose their prototype, getters and symbols', () => {
  class Point { constructor() { this.x = 1; } get y() { return 2; } }
  const copy = structuredClone(Object.assign(new Point(), { [Symbol('s')]: 1, get g() { return 3; } }));
  equal([Object.getPrototypeOf(copy) === Object.prototype, Object.keys(copy), Object.getOwnPropertySymbols(copy).length], [true, ['x', 'g'], 0]);
  equal(Object.getOwnPropertyDescriptor(copy, 'g').value, 3);
  const odd = structuredClone(JSON.parse('{"__proto__":{"a":1},"constructor":2}'));
  equal([Object.hasOwn(odd, '__proto__'), Object.getPrototypeOf(odd) === Object.prototype, odd.constructor], [true, true, 2]);
});
test('errors', () => {
  const cause = new Error('inner'), error = new RangeError('m', { cause });
  error.extra = 1;
  const copy = structuredClone(error);
  equal([copy instanceof RangeError, copy.message, copy.stack === error.stack, copy.cause.message, copy.cause === cause, 'extra' in copy], [true, 'm', true, 'inner', false, false]);
  equal(Object.keys(copy), []);
  const custom = new Error('x');
  custom.name = 'Custom';
  equal([structuredClone(custom).name, structuredClone(new AggregateError([], 'a')) instanceof AggregateError], ['Error', false]);
  const exception = structuredClone(new DOMException('m', 'AbortError'));
  equal([exception instanceof DOMException, exception.name, exception.message, exception.code], [true, 'AbortError', 'm', 20]);
});
test('buffers and views', () => {
  const buffer = new Uint8Array([1, 2, 3, 4, 5, 6, 7, 8]).buffer;
  const views = [new Uint8Array(buffer, 1, 2), new Float32Array(buffer, 4), new DataView(buffer, 2, 3), new BigInt64Array(buffer), buffer];
  const copy = structuredClone(views);
  equal([copy[0].buffer === copy[4], copy[1].buffer === copy[4], copy[2].byteOffset, copy[2].byteLength, copy[0].join(), copy[1].length], [true, true, 2, 3, '2,3', 1]);
  copy[0][0] = 99;
  equal(views[0][0], 2);
});
test('transfer', () => {
  const buffer = new Uint8Array([1, 2, 3]).buffer, view = new Uint8Array(buffer, 1);
  const copy = structuredClone({ view, buffer }, { transfer: [buffer] });
  equal([buffer.byteLength, view.length, copy.view.join(), copy.view.buffer === copy.buffer], [0, 0, '2,3', true]);
  throws(() => structuredClone(1, { transfer: [buffer] }), 'DataCloneError', 'detached');
  throws(() => structuredClone(buffer), 'DataCloneError', 'detached');
  throws(() => structuredClone(1, { transfer: [{}] }), 'DataCloneError', 'transfer list');
  const twice = new ArrayBuffer(1);
  throws(() => structuredClone(1, { transfer: [twice, twice] }), 'DataCloneError', 'twice');
  throws(() => structuredClone({ twice, f() {} }, { transfer: [twice] }), 'DataCloneError', 'function');
  equal(twice.byteLength, 1);
  throws(() => structuredClone({ get x() { structuredClone(twice, { transfer: [twice] }); return 1; } }, { transfer: [twice] }), 'DataCloneError');
});
test('streams are transferred', async () => {
  const stream = new Blob(['streamed']).stream();
  const copy = structuredClone({ stream }, { transfer: [stream] }).stream;
  equal(stream.locked, true);
  equal(await new Response(copy).text(), 'streamed');
  throws(() => structuredClone(stream, { transfer: [stream] }), 'DataCloneError', 'locked');
  throws(() => structuredClone(copy), 'DataCloneError', 'not serializable');
  const transform = new TransformStream(), received = structuredClone(transform, { transfer: [transform] });
  const writer = received.writable.getWriter(), reader = received.readable.getReader();
  writer.write('through');
  equal((await reader.read()).value, 'through');
});
test('platform objects', async () => {
  class Mine extends File {}
  const copy = structuredClone(new Mine(['x'], 'n', { lastModified: 3, type: 'a/b' }));
  equal([Object.getPrototypeOf(copy) === File.prototype, copy.name, copy.lastModified, copy.type, await copy.text()], [true, 'n', 3, 'a/b', 'x']);
  for (const value of [new Response(), new Headers(), new URL('http://a'), new AbortController().signal, new EventTarget(), new TextDecoder()]) {
    throws(() => structuredClone({ value }), 'DataCloneError', 'not serializable');
  }
});
test('what has no copy', () => {
  const values = [() => 1, Symbol('s'), Object(Symbol('s')), new Proxy({}, {}), Promise.resolve(), new WeakMap(), new WeakSet(), new WeakRef({}), (function* () {})(),
    new Map().keys(), [].values(), new Intl.NumberFormat(), (function () { return arguments; })(1)];
  for (const value of values) throws(() => structuredClone([value]), 'DataCloneError', 'cannot be cloned');
});
test('a WebAssembly module is cloned', () => {
  const module = new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]));
  const copy = structuredClone({ module }).module;
  equal([copy instanceof WebAssembly.Module, copy === module], [true, false]);
  equal(new WebAssembly.Instance(copy) instanceof WebAssembly.Instance, true);
});
test('deep values end in an error', () => {
  let deep = {};
  for (let i = 0; i < 1e5; i++) deep = i % 2 ? { deep } : [deep];
  throws(() => structuredClone(deep), 'RangeError');
});
test('patched prototypes hear nothing of it', () => {
  const heard = [];
  Object.defineProperty(Object.prototype, 'secret', { configurable: true, set(value) { heard.push(value); }, get() { return undefined; } });
  Object.defineProperty(Array.prototype, 0, { configurable: true, set(value) { heard.push(value); } });
  const { get } = Map.prototype;
  Map.prototype.get = () => { heard[heard.length] = 'get'; };
  try {
    const copy = structuredClone({ secret: 1, list: JSON.parse('[1,2]') });
    equal([copy.secret, copy.list.length, heard.length], [1, 2, 0]);
  } finally {
    Map.prototype.get = get;
    delete Object.prototype.secret;
    delete Array.prototype[0];
  }
});
