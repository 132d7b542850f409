// expect: exceededMemory
// cpuMs: 4000
// why: rarer heap objects
export default { fetch() { const kept = []; for (;;) kept.push(Symbol('s'), new Proxy({}, {}), () => kept); } };
