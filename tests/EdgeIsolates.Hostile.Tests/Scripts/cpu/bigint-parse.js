// expect: exceededCpu
// overshootMs: 60
// why: one conversion of five million digits, there and back
export default { fetch() { return new Response(BigInt('9'.repeat(5000000)).toString().slice(0, 3)); } };
