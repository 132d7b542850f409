// expect: exceededCpu|exceededMemory
// overshootMs: 3000
// why: flattens four billion holes
export default { fetch() { return new Response(String(Array(2 ** 32 - 1).flat().length)); } };
