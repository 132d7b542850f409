// expect: exceededMemory|exceededCpu
// cpuMs: 4000
// why: one object with millions of named properties
export default { fetch() { const kept = {}; for (let i = 0; ; i++) kept[`p${i}`] = i; } };
