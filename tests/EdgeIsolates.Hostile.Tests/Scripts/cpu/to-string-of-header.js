// expect: exceededCpu
// why: burns inside the string conversion of a header value
export default { fetch() { return new Response('x', { headers: { a: { toString() { for (;;); } } } }); } };
