// expect: exceededCpu|exceededMemory
// overshootMs: 3000
// why: joins four billion holes with nothing
export default { fetch() { return new Response(Array.prototype.join.call({ length: 2 ** 32 - 1 }, '')); } };
