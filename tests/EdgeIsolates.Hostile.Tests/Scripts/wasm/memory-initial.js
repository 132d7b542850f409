// expect: exception|exceededMemory
// why: four gigabytes from the start
export default { fetch() { return new Response(String(new WebAssembly.Memory({ initial: 65536 }).buffer.byteLength)); } };
