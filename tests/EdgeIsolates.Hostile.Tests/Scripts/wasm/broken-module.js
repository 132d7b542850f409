// expect: exception
// says: CompileError
// why: bytes that are no module
export default { async fetch() { await WebAssembly.compile(new Uint8Array(1000).fill(255)); return new Response('never'); } };
