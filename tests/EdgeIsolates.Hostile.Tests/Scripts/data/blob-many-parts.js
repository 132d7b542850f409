// expect: ok|exceededMemory
// cpuMs: 4000
// why: a million parts of one byte each
export default { fetch() { return new Response(String(new Blob(new Array(1e6).fill('x')).size)); } };
