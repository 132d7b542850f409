// expect: exceededMemory
// cpuMs: 4000
// why: suspended generators keep their frames
function* holder(n) { const big = [n, n, n, n, n, n, n, n]; yield big; yield big; }
export default { fetch() { const kept = []; for (;;) { const one = holder(kept.length); one.next(); kept.push(one); } } };
