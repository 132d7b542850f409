// expect: ok|exceededMemory
// answer: refused
// cpuMs: 2000
// why: the same from inside the module, where refusal is a number
const bytes = Uint8Array.from([0, 97, 115, 109, 1, 0, 0, 0, 1, 6, 1, 96, 1, 127, 1, 127, 3, 2, 1, 0, 5, 3, 1, 0, 1, 7, 8, 1, 4, 103, 114, 111, 119, 0, 0, 10, 8, 1, 6, 0, 32, 0, 64, 0, 11]);
export default {
  fetch() {
    const { grow } = new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports;
    for (let i = 0; i < 100000; i++) if (grow(16) === -1) return new Response('refused');
    return new Response('never refused');
  },
};
