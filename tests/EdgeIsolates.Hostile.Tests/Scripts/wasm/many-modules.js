// expect: exceededMemory|exceededCpu|exception
// cpuMs: 500
// overshootMs: 300
// why: every compiled module keeps native code
const bytes = Uint8Array.from([0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 5, 1, 1, 102, 0, 0, 10, 4, 1, 2, 0, 11]);
export default {
  fetch() {
    const kept = [];
    for (;;) { const unique = [...bytes, 0, 6, 1, 97, ...Array.from({ length: 4 }, () => Math.random() * 256)]; kept.push(new WebAssembly.Instance(new WebAssembly.Module(Uint8Array.from(unique)))); }
  },
};
