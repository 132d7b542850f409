// expect: exception|exceededMemory
// cpuMs: 2000
// why: copies by slice() take the same budget
export default { fetch() { const kept = []; const source = new ArrayBuffer(2 ** 20); for (;;) kept.push(source.slice(0)); } };
