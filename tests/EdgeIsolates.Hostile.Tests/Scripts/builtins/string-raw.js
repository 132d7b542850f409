// expect: exceededCpu|exceededMemory
// overshootMs: 3000
// why: String.raw with 2^53-1 pieces
export default { fetch() { return new Response(String.raw({ raw: { length: 2 ** 53 - 1 } })); } };
