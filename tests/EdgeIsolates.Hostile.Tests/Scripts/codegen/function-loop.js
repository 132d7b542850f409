// expect: exceededMemory|exceededCpu
// allowEval: true
// cpuMs: 1000
// overshootMs: 100
// why: ever new functions, all kept: compiled code and source are on the heap
export default { fetch() { const kept = []; for (;;) kept.push(new Function(`return ${kept.length} + "${'x'.repeat(2000)}"`)); } };
