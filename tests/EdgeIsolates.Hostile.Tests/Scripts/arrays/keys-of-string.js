// expect: exceededMemory
// cpuMs: 4000
// why: thirty million keys of a string object
export default { fetch() { return new Response(String(Object.keys(new String('x'.repeat(3e7))).length)); } };
