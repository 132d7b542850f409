// expect: exception
// timeoutMs: 1000
// why: memory.atomic.wait32 on a shared memory would park the host's thread for ever
const bytes = Uint8Array.from([0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 127, 3, 2, 1, 0, 5, 4, 1, 3, 1, 1, 7, 5, 1, 1, 102, 0, 0, 10, 14, 1, 12, 0, 65, 0, 65, 0, 66, 127, 254, 1, 2, 0, 11]);
export default { fetch() { return new Response(String(new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports.f())); } };
