// expect: exception
// cpuMs: 1000
// why: flat(Infinity) recurses
export default { fetch() { let deep = []; for (let i = 0; i < 1e5; i++) deep = [deep]; return new Response(String(deep.flat(Infinity).length)); } };
