// expect: exception|exceededMemory
// cpuMs: 4000
// why: the same, step by step
export default { fetch() { const table = new WebAssembly.Table({ initial: 1, element: 'anyfunc' }); for (;;) table.grow(100000); } };
