// expect: exception|exceededMemory
// cpuMs: 1000
// overshootMs: 300
// why: stackTraceLimit without limit, at the bottom of the stack
Error.stackTraceLimit = Infinity;
function deeper() { return deeper() + 1; }
export default { fetch() { return new Response(String(deeper())); } };
