// expect: exceededMemory
// cpuMs: 4000
// why: one backing store that doubles
export default { fetch() { const kept = []; for (;;) kept.push(kept.length + 0.5); } };
