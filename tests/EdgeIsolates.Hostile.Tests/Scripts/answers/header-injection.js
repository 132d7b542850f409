// expect: exception
// why: line breaks in a header value
export default { fetch() { return new Response('x', { headers: { a: 'b\r\nset-cookie: c=d' } }); } };
