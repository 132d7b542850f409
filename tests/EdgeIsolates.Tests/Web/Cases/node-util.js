import util, { callbackify, debuglog, deprecate, inherits, inspect, isDeepStrictEqual, promisify, types } from 'node:util';
import { StringDecoder } from 'node:string_decoder';

test('util: promisify', async () => {
  const add = promisify(function (a, b, callback) { callback(null, a + b + (this?.more ?? 0)); });
  equal(await add(1, 2), 3);
  equal(await add.call({ more: 10 }, 1, 2), 13);
  await rejects(promisify((callback) => callback(new RangeError('no')))(), 'RangeError', 'no');
  const own = () => {};
  own[promisify.custom] = async () => 'own';
  equal(await promisify(own)(), 'own');
  throws(() => promisify(5), 'TypeError', 'The "original" argument must be of type function. Received type number (5)');
});

test('util: callbackify', async () => {
  const call = (fn) => new Promise((resolve) => fn((error, value) => resolve([error?.message ?? null, value])));
  equal(await call(callbackify(async () => 'value')), [null, 'value']);
  equal((await call(callbackify(async () => { throw new Error('bad'); })))[0], 'bad');
  equal((await call(callbackify(() => Promise.reject(null))))[0], 'Promise was rejected with falsy value');
});

test('util: inherits and deprecate', () => {
  function Parent() {}
  Parent.prototype.hello = () => 'hello';
  function Child() {}
  inherits(Child, Parent);
  equal(new Child().hello(), 'hello');
  equal(Child.super_ === Parent, true);
  const old = deprecate((a) => a * 2, 'old() is old', 'OLD1');
  equal(old(2), 4);
  equal(debuglog('nothing').enabled, false);
});

test('util: format', () => {
  equal(util.format('%s is %d, %i, %f, %j%%', 'x', 1.5, 2.9, '3.5', { a: 1 }), 'x is 1.5, 2, 3.5, {"a":1}%');
  equal(util.format('a', 'b', 3, { c: 1 }), 'a b 3 { c: 1 }');
  equal(util.format('%s'), '%s');
  equal(util.format('%s', undefined, 'more'), 'undefined more');
  equal(util.format(1, 2), '1 2');
});

test('util: inspect', () => {
  equal(inspect({ a: [1, 'b', { c: { d: { e: 1 } } }] }), "{ a: [ 1, 'b', { c: [Object] } ] }");
  equal(inspect(new Map([['a', new Set([1])]])), "Map(1) { 'a' => Set(1) { 1 } }");
  equal(inspect({ [inspect.custom]: () => 'custom' }), 'custom');
  equal(inspect('it\'s'), '"it\'s"');
});

test('util: types', () => {
  equal([
    types.isDate(new Date()), types.isDate({}), types.isRegExp(/x/), types.isMap(new Map()), types.isSet(new Map()), types.isPromise(Promise.resolve()), types.isPromise({ then() {} }),
    types.isProxy(new Proxy({}, {})), types.isTypedArray(new Int8Array()), types.isUint8Array(new Uint8Array()), types.isUint8Array(new Int8Array()), types.isArrayBuffer(new ArrayBuffer(1)),
    types.isAnyArrayBuffer(new ArrayBuffer(1)), types.isArrayBufferView(new DataView(new ArrayBuffer(1))), types.isNativeError(new TypeError()), types.isNativeError({}),
    types.isAsyncFunction(async () => {}), types.isAsyncFunction(() => {}), types.isGeneratorFunction(function* () {}), types.isBoxedPrimitive(Object(1n)), types.isStringObject(Object('')),
    types.isGeneratorObject((function* () {})()), types.isWeakMap(new WeakMap()), types.isDataView(new DataView(new ArrayBuffer(1))), types.isArgumentsObject(arguments_()), types.isSymbolObject(5),
  ].map(Number).join(''), '10110' + '10' + '11101' + '11' + '10' + '101' + '11' + '11110');
  function arguments_() { return arguments; }
});

test('util: isDeepStrictEqual', () => {
  const same = (one, other) => isDeepStrictEqual(one, other);
  equal([
    same({ a: [1, { b: 2 }] }, { a: [1, { b: 2 }] }), same({ a: 1 }, { a: '1' }), same([1, , 3], [1, undefined, 3]), same(NaN, NaN), same(0, -0), same(new Date(1), new Date(1)),
    same(new Date(1), new Date(2)), same(/a/g, /a/g), same(/a/g, /a/i), same(new Map([[1, { a: 1 }]]), new Map([[1, { a: 1 }]])), same(new Map([[{ a: 1 }, 1]]), new Map([[{ a: 1 }, 1]])),
    same(new Set([1, { a: 1 }]), new Set([{ a: 1 }, 1])), same(new Set([1]), new Set([2])), same(new Uint8Array([1, 2]), new Uint8Array([1, 2])), same(new Uint8Array([1]), new Int8Array([1])),
    same(new Error('a'), new Error('a')), same(new Error('a'), new Error('b')), same(Object(1), Object(1)), same({}, []), same({ a: undefined }, {}), same(null, undefined), same([], []),
    same({ [Symbol.iterator]: 1 }, { [Symbol.iterator]: 2 }), same(Object.create(null), {}),
  ].map(Number).join(''), '100101010111010101000100');
  const one = { x: 1 }, other = { x: 1 };
  one.self = one;
  other.self = other;
  equal(same(one, other), true);
});

test('util: stripVTControlCharacters', () => {
  equal(util.stripVTControlCharacters('\u001b[31mred\u001b[0m text'), 'red text');
});

test('string_decoder: pieces of characters', () => {
  const decode = (encoding, ...chunks) => {
    const decoder = new StringDecoder(encoding);
    return [...chunks.map((chunk) => decoder.write(Buffer.from(chunk))), decoder.end()];
  };
  equal(decode('utf8', [0xe2], [0x82], [0xac, 0x61]), ['', '', '\u20aca', '']);
  equal(decode('utf8', [0xf0, 0x9f, 0x98], [0x80]), ['', '\ud83d\ude00', '']);
  equal(decode('utf8', [0xe2, 0x82]), ['', '\ufffd']);
  equal(decode('utf8', [0x61, 0xff, 0x62]), ['a\ufffdb', '']);
  equal(decode('utf16le', [0x61], [0x00, 0x3d, 0xd8], [0x00, 0xde]), ['', 'a', '\ud83d\ude00', '']);
  equal(decode('base64', [1], [2, 3, 4]), ['', 'AQID', 'BA==']);
  equal(decode('hex', [1, 2]), ['0102', '']);
  equal(decode(undefined, [0xc3], [0x28]), ['', '\ufffd(', '']);
  throws(() => new StringDecoder('nope'), 'TypeError', 'Unknown encoding: nope');
});
