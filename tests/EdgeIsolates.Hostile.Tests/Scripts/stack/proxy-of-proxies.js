// expect: exception|ok|exceededCpu
// cpuMs: 500
// why: a hundred thousand proxies deep: native recursion, guarded by the stack limit
export default { fetch() { let target = {}; for (let i = 0; i < 1e5; i++) target = new Proxy(target, {}); return new Response(String(target.x)); } };
