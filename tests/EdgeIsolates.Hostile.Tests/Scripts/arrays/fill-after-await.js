// expect: exceededMemory
// cpuMs: 4000
// why: the classic inside a microtask
export default { async fetch() { await null; new Array(5e8).fill(0); return new Response('never'); } };
