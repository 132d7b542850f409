// expect: ok|exception|exceededMemory
// cpuMs: 1000
// why: one line of 200 MB
export default { fetch() { console.log('x'.repeat(2e8)); return new Response('answered'); } };
