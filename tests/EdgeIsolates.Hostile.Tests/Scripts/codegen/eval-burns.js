// expect: exceededCpu
// allowEval: true
// why: a loop in evaluated text is stopped like any other
export default { fetch() { return new Response(eval('for (;;);')); } };
