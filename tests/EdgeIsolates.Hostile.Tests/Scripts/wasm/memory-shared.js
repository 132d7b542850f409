// expect: exception|exceededMemory|ok
// cpuMs: 1000
// why: shared memories live outside one isolate's books unless somebody counts them
export default { fetch() { const kept = []; for (let i = 0; i < 200; i++) kept.push(new WebAssembly.Memory({ initial: 16, maximum: 1024, shared: true })); return new Response('all'); } };
