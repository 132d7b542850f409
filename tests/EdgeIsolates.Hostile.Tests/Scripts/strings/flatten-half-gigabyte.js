// expect: exceededMemory|exception
// cpuMs: 4000
// why: repeat() is free until something flattens it
export default { fetch() { return new Response(String('x'.repeat(5e8).charCodeAt(4e8))); } };
