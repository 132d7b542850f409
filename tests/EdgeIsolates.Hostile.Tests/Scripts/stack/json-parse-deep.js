// expect: ok|exception|exceededMemory|exceededCpu
// cpuMs: 1000
// why: a million brackets
export default { fetch() { const deep = JSON.parse('['.repeat(1e5) + ']'.repeat(1e5)); return new Response(String(deep.length)); } };
