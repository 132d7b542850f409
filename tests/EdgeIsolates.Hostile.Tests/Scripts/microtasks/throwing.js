// expect: ok|exception
// cpuMs: 2000
// why: ten thousand microtasks that throw
export default { async fetch() { for (let i = 0; i < 1e4; i++) queueMicrotask(() => { throw new Error(`number ${i}`); }); await null; return new Response('answered'); } };
