// expect: ok
// answer: abc
// cpuMs: 500
// why: typed array prototypes, their length and their species lie
const proto = Object.getPrototypeOf(Uint8Array.prototype);
const real = new TextEncoder().encode('abc');
for (const name of ['length', 'byteLength', 'byteOffset', 'buffer']) Object.defineProperty(proto, name, { get() { return 1e9; }, configurable: true });
for (const name of ['set', 'slice', 'subarray', 'fill']) proto[name] = () => { throw new Error('patched'); };
Object.defineProperty(ArrayBuffer.prototype, 'byteLength', { get() { return 1e9; } });
export default { fetch() { return new Response(real); } };
