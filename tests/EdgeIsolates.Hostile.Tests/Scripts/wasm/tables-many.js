// expect: exception|exceededMemory
// cpuMs: 4000
// why: many tables of middling size, kept
export default { fetch() { const kept = []; for (;;) kept.push(new WebAssembly.Table({ initial: 10000, element: 'anyfunc' })); } };
