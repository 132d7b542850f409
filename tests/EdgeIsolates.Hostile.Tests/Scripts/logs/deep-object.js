// expect: ok|exceededCpu
// cpuMs: 1000
// why: what is logged is a hundred thousand levels deep and also wide
export default { fetch() { let deep = {}; for (let i = 0; i < 1e5; i++) deep = { deep }; console.log(deep, Array.from({ length: 1e5 }, () => ({ a: 1 }))); return new Response('answered'); } };
