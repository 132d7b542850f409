// expect: exceededCpu|exceededMemory
// overshootMs: 3000
// why: a true array of 2^32-1 holes, sorted
export default { fetch() { const holes = []; holes.length = 2 ** 32 - 1; holes.sort(); return new Response('never'); } };
