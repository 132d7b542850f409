// expect: exceededMemory|exception|exceededCpu
// cpuMs: 2000
// why: each match becomes the whole rest of the text
export default { fetch() { return new Response(String('x'.repeat(50000).replace(/x/g, "$'").length)); } };
