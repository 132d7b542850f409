// expect: exceededMemory|exceededCpu
// cpuMs: 2000
// why: one match object for each of ten million characters
export default { fetch() { return new Response(String([...'x'.repeat(1e7).matchAll(/x/g)].length)); } };
