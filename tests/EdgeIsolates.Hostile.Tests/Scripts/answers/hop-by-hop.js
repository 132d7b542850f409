// expect: ok
// answer: hello
// why: headers that belong to the connection must not let a function break the framing
export default { fetch() { return new Response('hello', { headers: { 'Content-Length': '3', 'Transfer-Encoding': 'chunked', Connection: 'close, x-a', Upgrade: 'h2c', 'Keep-Alive': '1', 'x-a': 'b', TE: 'x', Trailer: 'y' } }); } };
