// expect: exceededMemory
// cpuMs: 4000
// why: the end of memory must not be catchable
export default { fetch() { const kept = []; for (;;) { try { for (;;) kept.push(new Array(1000).fill(1)); } catch { continue; } } } };
