// expect: exceededMemory
// cpuMs: 4000
// why: contexts held by closures
export default { fetch() { const kept = []; for (let i = 0; ; i++) { const big = [i, i, i, i]; kept.push(() => big); } } };
