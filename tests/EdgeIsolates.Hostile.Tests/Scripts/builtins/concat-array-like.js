// expect: exceededCpu|exceededMemory|exception
// overshootMs: 3000
// why: spreads an array-like of 2^31 holes
export default { fetch() { return new Response(String([].concat({ length: 2 ** 31, [Symbol.isConcatSpreadable]: true }).length)); } };
