test('TextEncoder and TextDecoder', () => {
  equal([...new TextEncoder().encode('\u20ac\ud800')], [226, 130, 172, 239, 191, 189]);
  const target = new Uint8Array(4);
  equal(new TextEncoder().encodeInto('a\u20ac\u20ac', target), { read: 2, written: 4 });
  const decoder = new TextDecoder();
  equal(decoder.decode(new Uint8Array([226, 130]), { stream: true }) + decoder.decode(new Uint8Array([172])), '\u20ac');
  equal(decoder.decode(new Uint8Array([239, 187, 191, 65])), 'A');
  equal(new TextDecoder('utf-8', { ignoreBOM: true }).decode(new Uint8Array([239, 187, 191, 65])), '\ufeffA');
  throws(() => new TextDecoder('utf-8', { fatal: true }).decode(new Uint8Array([255])), 'TypeError');
  equal(new TextDecoder('latin1').decode(new Uint8Array([0x80, 0xe9])), '\u20ac\u00e9');
  equal(new TextDecoder('utf-16le').decode(new Uint8Array([65, 0, 66])), 'A\ufffd');
  throws(() => new TextDecoder('nonsense'), 'RangeError');
});
test('atob and btoa', () => {
  equal(btoa('\u00ffab'), '/2Fi');
  equal(atob(' /2 Fi\n'), '\u00ffab');
  equal(atob('YQ'), 'a');
  throws(() => btoa('\u0100'), 'InvalidCharacterError');
  throws(() => atob('a'), 'InvalidCharacterError');
});
test('structuredClone', () => {
  const source = { map: new Map([[1, new Date(5)]]), list: [new Uint8Array([1])] };
  source.self = source;
  const copy = structuredClone(source);
  equal(copy.self === copy, true);
  equal(copy.map.get(1).getTime(), 5);
  const buffer = new ArrayBuffer(8);
  equal(structuredClone(buffer, { transfer: [buffer] }).byteLength, 8);
  equal(buffer.byteLength, 0);
  throws(() => structuredClone(() => 1), 'DataCloneError');
});
test('crypto', () => {
  const array = new Uint32Array(4);
  equal(crypto.getRandomValues(array) === array, true);
  equal(array.some((word) => word !== 0), true);
  throws(() => crypto.getRandomValues(new Float32Array(1)), 'TypeMismatchError');
  throws(() => crypto.getRandomValues(new Uint8Array(65537)), 'QuotaExceededError');
  equal(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(crypto.randomUUID()), true);
});
test('performance, navigator, self', () => {
  equal(performance.now() >= 0, true);
  equal(Math.abs(performance.timeOrigin + performance.now() - Date.now()) < 60_000, true);
  equal(performance.timeOrigin, performance.timeOrigin);
  equal(typeof navigator.userAgent, 'string');
  equal(self === globalThis, true);
  equal(globalThis instanceof EventTarget, true);
});
test('DOMException', () => {
  const error = new DOMException('m', 'NotFoundError');
  equal(error.code, 8);
  equal(error instanceof Error, true);
  equal(`${error}`, 'NotFoundError: m');
  equal(error.stack.startsWith('NotFoundError: m'), true);
  equal(Object.getPrototypeOf(DOMException) === Function.prototype, true);
});
test('interfaces look as Web IDL wants them', () => {
  equal(Object.getOwnPropertyDescriptor(globalThis, 'URL').enumerable, false);
  equal(Object.getOwnPropertyDescriptor(Headers.prototype, 'get').enumerable, true);
  equal(URL.length, 1);
  equal(Headers.prototype.append.length, 2);
  equal(new Headers().entries()[Symbol.toStringTag], 'Headers Iterator');
  throws(() => URL('https://h'), 'TypeError');
  throws(() => new URL(), 'TypeError', '1 argument required');
  throws(() => new URL(Symbol('x')), 'TypeError');
});
test('what today\'s ECMAScript library has', async () => {
  equal([3, 1, 2].toSorted(), [1, 2, 3]);
  equal([1, 2].toReversed(), [2, 1]);
  equal([1, 2, 3].toSpliced(1, 1, 'x', 'y'), [1, 'x', 'y', 3]);
  equal([1, 2].with(-1, 9), [1, 9]);
  equal([...new Uint8Array([3, 1]).toSorted()], [1, 3]);
  equal(Object.groupBy([1, 2, 3], (n) => (n % 2 ? 'odd' : 'even')).odd, [1, 3]);
  equal(Map.groupBy([1, 2], (n) => n > 1).get(true), [2]);
  equal([...new Set([1, 2]).union(new Set([3]))], [1, 2, 3]);
  equal([...new Set([1, 2]).symmetricDifference(new Set([2, 3]))], [1, 3]);
  equal(new Set([1]).isSubsetOf(new Set([1, 2])), true);
  equal([1, 2, 3, 4].values().filter((n) => n % 2 === 0).map((n) => n * 10).toArray(), [20, 40]);
  equal([1, 2, 3].values().drop(1).take(1).toArray(), [2]);
  equal(Iterator.from({ next: () => ({ done: true }) }).toArray(), []);
  equal(await Array.fromAsync([Promise.resolve(1), 2], (n) => n + 1), [2, 3]);
  const { promise, resolve } = Promise.withResolvers();
  resolve(5);
  equal(await promise, 5);
  await rejects(Promise.try(() => { throw new RangeError('x'); }), 'RangeError');
  equal('a\ud800'.isWellFormed(), false);
  equal('\ud800'.toWellFormed(), '\ufffd');
  equal(RegExp.escape('a.b'), '\\x61\\.b');
});
test('WebAssembly is there', () => {
  equal(WebAssembly.validate(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])), true);
});
