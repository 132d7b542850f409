// expect: exception|exceededMemory
// cpuMs: 2000
// why: shared buffers take the same budget as others
export default { fetch() { const kept = []; for (;;) kept.push(new SharedArrayBuffer(2 ** 20)); } };
