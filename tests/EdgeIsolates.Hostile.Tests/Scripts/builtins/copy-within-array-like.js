// expect: exceededCpu|exceededMemory
// overshootMs: 3000
// why: moves 2^53 holes
export default { fetch() { Array.prototype.copyWithin.call({ length: 2 ** 53 - 1 }, 1, 0); return new Response('never'); } };
