// expect: exception
// says: Invalid string length
// why: past V8's longest string: a RangeError, nothing more
export default { fetch() { return new Response('x'.repeat(2 ** 30)); } };
