// expect: exceededCpu
// why: burns in return() when the loop is left
const iterable = { [Symbol.iterator]: () => ({ next: () => ({ value: 1, done: false }), return() { for (;;); } }) };
export default { fetch() { for (const one of iterable) return new Response(String(one)); } };
