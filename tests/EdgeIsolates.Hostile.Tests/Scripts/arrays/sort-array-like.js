// expect: exceededMemory|exception
// cpuMs: 4000
// why: sort copies an array-like of 2^31 into a work array: V8 gives up
export default { fetch() { Array.prototype.sort.call({ length: 2 ** 31 }); return new Response('never'); } };
