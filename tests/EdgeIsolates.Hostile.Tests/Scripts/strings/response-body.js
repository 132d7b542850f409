// expect: exceededMemory|exception
// cpuMs: 4000
// why: an answer of half a gigabyte
export default { fetch() { return new Response('x'.repeat(5e8)); } };
