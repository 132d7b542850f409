// expect: exception|exceededMemory
// cpuMs: 2000
// why: a megabyte at a time, all kept
export default { fetch() { const kept = []; for (;;) kept.push(new Uint8Array(2 ** 20)); } };
