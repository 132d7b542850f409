// expect: ok
// answer: 2
// calls: 2
// cpuMs: 500
// why: spread and for-of go wrong for the script; the runtime must not use them
Array.prototype[Symbol.iterator] = function* () { yield 'evil'; };
export default { fetch() { const headers = new Headers({ a: '1', b: '2' }); let n = 0; headers.forEach(() => n++); return new Response(String(n)); } };
