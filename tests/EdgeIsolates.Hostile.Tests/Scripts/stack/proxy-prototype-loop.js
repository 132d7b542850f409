// expect: exception
// cpuMs: 1000
// says: Maximum call stack size exceeded
// why: a prototype chain that is a circle through a proxy
export default { fetch() { const a = {}; const b = new Proxy(a, {}); Object.setPrototypeOf(a, b); return new Response(String(a.missing)); } };
