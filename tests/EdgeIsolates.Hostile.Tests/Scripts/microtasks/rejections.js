// expect: ok|exceededMemory|exceededCpu
// cpuMs: 2000
// why: a hundred thousand unhandled rejections: each is bookkeeping in the host
export default { fetch() { for (let i = 0; i < 1e5; i++) Promise.reject(i); return new Response('answered'); } };
