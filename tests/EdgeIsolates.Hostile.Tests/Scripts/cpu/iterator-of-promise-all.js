// expect: exceededCpu|exceededMemory
// cpuMs: 400
// why: Promise.all over an iterator that never ends
const endless = { [Symbol.iterator]: () => ({ next: () => ({ value: 1, done: false }) }) };
export default { async fetch() { await Promise.all(endless); } };
