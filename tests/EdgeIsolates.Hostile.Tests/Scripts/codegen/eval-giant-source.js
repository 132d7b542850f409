// expect: exceededMemory|exceededCpu|exception|ok
// allowEval: true
// cpuMs: 500
// overshootMs: 3000
// why: a source of 20 MB at run time; the compiler takes no interrupt
export default { fetch() { return new Response(String(eval('x=1;'.repeat(5e6)))); } };
