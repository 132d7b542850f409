// expect: exceededMemory|exception
// cpuMs: 4000
// why: encoding half a gigabyte in the host's memory
export default { fetch() { return new Response(String(new TextEncoder().encode('x'.repeat(5e8)).length)); } };
