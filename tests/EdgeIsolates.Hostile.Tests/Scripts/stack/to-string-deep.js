// expect: exception|ok
// cpuMs: 1000
// why: join of nested arrays recurses through toString
export default { fetch() { let deep = []; for (let i = 0; i < 1e5; i++) deep = [deep]; return new Response(`[${deep}]`); } };
