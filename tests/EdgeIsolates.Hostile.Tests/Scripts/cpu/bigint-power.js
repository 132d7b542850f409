// expect: exceededCpu
// overshootMs: 60
// why: one operator, minutes of arithmetic
export default { fetch() { return new Response(String(3n ** 20000000n).slice(0, 3)); } };
