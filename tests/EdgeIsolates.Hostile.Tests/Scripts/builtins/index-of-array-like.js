// expect: exceededCpu|exceededMemory
// overshootMs: 3000
// why: a loop of 2^53 steps inside C++ that looks at no interrupt
export default { fetch() { return new Response(String(Array.prototype.indexOf.call({ length: 2 ** 53 - 1 }, 1))); } };
