// expect: exceededMemory
// cpuMs: 4000
// why: the classic: one allocation of 4 GB, fatal inside V8
export default { fetch() { new Array(5e8).fill(0); return new Response('never'); } };
