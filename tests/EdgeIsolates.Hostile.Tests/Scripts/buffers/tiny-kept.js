// expect: exception|exceededMemory
// cpuMs: 4000
// why: millions of small buffers: the bookkeeping weighs more than the bytes
export default { fetch() { const kept = []; for (;;) kept.push(new ArrayBuffer(16)); } };
