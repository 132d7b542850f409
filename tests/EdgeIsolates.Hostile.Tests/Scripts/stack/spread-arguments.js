// expect: exception
// cpuMs: 1000
// why: a call with a million spread arguments
export default { fetch() { return new Response(String(Math.max(...new Array(1e6).fill(1)))); } };
