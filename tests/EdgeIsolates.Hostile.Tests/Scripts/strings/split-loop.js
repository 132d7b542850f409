// expect: exceededMemory
// cpuMs: 4000
// why: the same in bites, kept
export default { fetch() { const kept = []; for (;;) kept.push('x'.repeat(5e6).split('')); } };
