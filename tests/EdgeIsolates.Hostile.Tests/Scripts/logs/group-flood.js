// expect: ok|exceededCpu
// cpuMs: 1000
// why: a hundred thousand nested groups make the indentation the flood
export default { fetch() { for (let i = 0; i < 1e5; i++) console.group(); console.log('x'); return new Response('answered'); } };
