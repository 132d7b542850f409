// expect: exceededCpu|exceededMemory
// overshootMs: 3000
// why: as index-of, another C++ loop
export default { fetch() { return new Response(String(Array.prototype.includes.call({ length: 2 ** 53 - 1 }, 1))); } };
