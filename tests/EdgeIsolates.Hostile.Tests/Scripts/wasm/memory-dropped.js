// expect: ok
// answer: 300
// cpuMs: 4000
// why: memories made and dropped: their address space must come back
export default { fetch() { let n = 0; for (let i = 0; i < 300; i++) n += new WebAssembly.Memory({ initial: 4 }).buffer.byteLength / 262144; return new Response(String(n)); } };
