// expect: exception|exceededMemory
// cpuMs: 2000
// why: ten million slots on V8's heap
export default { fetch() { return new Response(String(new WebAssembly.Table({ initial: 10000000, element: 'anyfunc' }).length)); } };
