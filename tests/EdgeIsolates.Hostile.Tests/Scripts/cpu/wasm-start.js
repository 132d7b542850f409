// expect: exceededCpu
// why: a module whose start function is the loop: burns while it is instantiated
const bytes = Uint8Array.from([0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 8, 1, 0, 10, 9, 1, 7, 0, 3, 64, 12, 0, 11, 11]);
export default { async fetch() { await WebAssembly.instantiate(bytes); return new Response('never'); } };
