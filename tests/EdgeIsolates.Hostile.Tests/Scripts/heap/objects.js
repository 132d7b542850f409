// expect: exceededMemory
// cpuMs: 4000
// why: the plainest leak
export default { fetch() { const kept = []; for (;;) kept.push({ x: kept.length, y: { z: [1, 2, 3] } }); } };
