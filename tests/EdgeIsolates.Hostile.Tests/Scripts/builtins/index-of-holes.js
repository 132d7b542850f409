// expect: exceededCpu|exceededMemory
// overshootMs: 20000
// why: searches a true array of 2^32-1 holes; may end by itself, after a long time
export default { fetch() { const holes = []; holes.length = 2 ** 32 - 1; return new Response(String(holes.indexOf(1))); } };
