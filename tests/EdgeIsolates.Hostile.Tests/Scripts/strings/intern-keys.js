// expect: exceededMemory|exceededCpu
// cpuMs: 4000
// why: every property key goes into the string table
export default { fetch() { const kept = []; for (let i = 0; ; i++) kept.push({ ['k'.repeat(100) + i]: 1 }); } };
