// expect: exceededMemory
// cpuMs: 4000
// why: Array.from of an iterator that never ends
export default { fetch() { return new Response(String(Array.from({ [Symbol.iterator]: () => ({ next: () => ({ value: 1, done: false }) }) }).length)); } };
