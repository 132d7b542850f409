// expect: exceededCpu|exceededMemory
// overshootMs: 3000
// why: moves 2^52 holes up by one
export default { fetch() { Array.prototype.unshift.call({ length: 2 ** 52 }, 1); return new Response('never'); } };
