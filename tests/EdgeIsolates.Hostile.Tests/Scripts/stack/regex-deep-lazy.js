// expect: exception|ok|exceededCpu|exceededMemory
// cpuMs: 500
// overshootMs: 300
// why: nested quantifiers: the backtrack stack is native memory
export default { fetch() { return new Response(String(/(?:.|\n)*?(?:x|y)*$/.test('z'.repeat(5e6) + '!'))); } };
