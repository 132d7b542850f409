// expect: ok|exception|exceededCpu
// cpuMs: 1000
// timeoutMs: 10000
// why: a hundred thousand headers
export default { fetch() { const headers = new Headers(); for (let i = 0; i < 1e5; i++) headers.append(`x-${i}`, 'y'); return new Response('x', { headers }); } };
