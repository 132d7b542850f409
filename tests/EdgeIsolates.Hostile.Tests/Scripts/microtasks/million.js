// expect: ok|exceededMemory
// cpuMs: 4000
// why: a finite flood
export default { async fetch() { let n = 0; for (let i = 0; i < 2e5; i++) queueMicrotask(() => n++); await null; return new Response('x'); } };
