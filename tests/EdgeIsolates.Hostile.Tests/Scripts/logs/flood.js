// expect: ok|exceededCpu
// cpuMs: 1000
// why: a hundred thousand lines: the rest is dropped, once said
export default { fetch() { for (let i = 0; i < 1e5; i++) console.log('line', i); return new Response('answered'); } };
