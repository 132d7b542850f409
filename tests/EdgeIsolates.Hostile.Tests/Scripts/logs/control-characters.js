// expect: ok
// answer: answered
// why: line breaks, NUL, escape sequences and lone surrogates must not forge lines of the host's log
export default { fetch() { console.log('one\nfail: forged line\r\n\u0000\u001b[31mred\u001b[0m \uD800'); console.error('%s %d %o %j', '\uDFFF', 1n, {}, Symbol('x')); return new Response('answered'); } };
