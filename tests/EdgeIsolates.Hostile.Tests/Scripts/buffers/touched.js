// expect: exception|exceededMemory
// cpuMs: 2000
// why: pages that are really written, not only reserved
export default { fetch() { const kept = []; for (;;) kept.push(new Uint8Array(2 ** 20).fill(255)); } };
