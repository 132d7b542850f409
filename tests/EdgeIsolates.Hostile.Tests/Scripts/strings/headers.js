// expect: exceededMemory|exception|exceededCpu
// cpuMs: 500
// overshootMs: 300
// why: a header value of 100 MB, then read
export default { fetch() { const headers = new Headers({ a: 'x'.repeat(1e8) }); return new Response(headers.get('a').slice(0, 5)); } };
