// expect: exception
// why: line breaks in the reason phrase
export default { fetch() { return new Response('x', { statusText: 'OK\r\nset-cookie: c=d' }); } };
