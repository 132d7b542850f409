// expect: exception
// cpuMs: 1000
// says: Maximum call stack size exceeded
// why: the plainest
function deeper() { return deeper() + 1; }
export default { fetch() { return new Response(String(deeper())); } };
