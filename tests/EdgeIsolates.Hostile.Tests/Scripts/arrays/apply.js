// expect: exception
// why: a call with two billion arguments
export default { fetch() { return new Response(String(Math.max.apply(null, { length: 2 ** 31 }))); } };
