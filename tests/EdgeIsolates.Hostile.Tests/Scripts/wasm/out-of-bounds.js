// expect: exception
// says: out of bounds
// why: without a trap handler the bounds check must be code; a real fault would kill .NET
const bytes = Uint8Array.from([0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 5, 3, 1, 0, 1, 7, 5, 1, 1, 102, 0, 0, 10, 10, 1, 8, 0, 65, 127, 40, 2, 0, 26, 11]);
export default { fetch() { new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports.f(); return new Response('never'); } };
