// expect: exception|exceededMemory
// cpuMs: 3000
// why: thousands of memories: each may reserve far more address space than it uses
export default { fetch() { const kept = []; for (let i = 0; i < 20000; i++) kept.push(new WebAssembly.Memory({ initial: 1 })); return new Response(String(kept.length)); } };
