// expect: exceededCpu|exceededMemory
// overshootMs: 3000
// why: the callback never runs because every index is a hole: the loop is inside an embedded built-in
export default { fetch() { Array.prototype.forEach.call({ length: 2 ** 53 - 1 }, () => {}); return new Response('never'); } };
