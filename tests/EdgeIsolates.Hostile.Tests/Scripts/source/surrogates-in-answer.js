// expect: ok
// cpuMs: 500
// why: a body and a log line with lone surrogates become U+FFFD, and lengths still agree
export default { fetch() { console.warn('\uD800'); return new Response('\uD800x\uDC00'); } };
