// expect: exceededCpu|exceededMemory
// overshootMs: 3000
// why: swaps 2^52 pairs of holes
export default { fetch() { Array.prototype.reverse.call({ length: 2 ** 53 - 1 }); return new Response('never'); } };
