// expect: ok
// answer: 500
// cpuMs: 4000
// why: half a gigabyte of dead buffers: the collector must be told of their weight
export default { fetch() { let n = 0; for (let i = 0; i < 500; i++) n += new Uint8Array(2 ** 20).fill(1)[5]; return new Response(String(n)); } };
