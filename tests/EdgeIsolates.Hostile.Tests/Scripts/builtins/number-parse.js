// expect: ok|exceededCpu|exceededMemory|exception
// overshootMs: 1000
// why: number parsing of twenty million digits
export default { fetch() { return new Response(String(Number('9'.repeat(2e7)) + parseFloat('0.' + '9'.repeat(2e7)))); } };
