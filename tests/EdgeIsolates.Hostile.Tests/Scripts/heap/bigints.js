// expect: exceededMemory|exceededCpu
// cpuMs: 4000
// why: big blocks of digits
export default { fetch() { const kept = []; for (let i = 0n; ; i++) kept.push((1n << 100000n) + i); } };
