// expect: exceededMemory|exception
// cpuMs: 4000
// why: Array.from of a promise of a billion
export default { fetch() { return new Response(String(Array.from({ length: 1e9 }, (_, i) => ({ i })).length)); } };
