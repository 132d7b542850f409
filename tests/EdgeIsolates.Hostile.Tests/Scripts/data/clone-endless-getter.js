// expect: exception
// cpuMs: 2000
// says: Maximum call stack size exceeded
// why: each object that is cloned has a getter that makes the next
export default { fetch() { const make = () => ({ get next() { return make(); } }); return new Response(String(structuredClone(make()))); } };
