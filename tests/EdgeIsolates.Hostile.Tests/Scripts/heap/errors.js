// expect: exceededMemory|exceededCpu
// cpuMs: 4000
// why: every error keeps a stack trace
function deep(n) { return n === 0 ? new Error('kept') : deep(n - 1); }
export default { fetch() { Error.stackTraceLimit = 200; const kept = []; for (;;) kept.push(deep(300)); } };
