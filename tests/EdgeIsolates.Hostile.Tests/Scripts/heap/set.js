// expect: exceededMemory
// cpuMs: 4000
// why: as map, other table
export default { fetch() { const kept = new Set(); for (let i = 0; ; i++) kept.add(i); } };
