// expect: exceededCpu|exceededMemory|exception
// overshootMs: 3000
// why: copies 2^32-1 holes
export default { fetch() { return new Response(String(Array.prototype.slice.call({ length: 2 ** 32 - 1 }).length)); } };
