// expect: exceededMemory
// cpuMs: 4000
// why: hash tables grow by doubling, in one jump past the limit
export default { fetch() { const kept = new Map(); for (let i = 0; ; i++) kept.set(`key${i}`, { i }); } };
