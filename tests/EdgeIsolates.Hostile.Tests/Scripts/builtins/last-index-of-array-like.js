// expect: exceededCpu|exceededMemory
// overshootMs: 3000
// why: the same from the other end
export default { fetch() { return new Response(String(Array.prototype.lastIndexOf.call({ length: 2 ** 53 - 1 }, 1))); } };
