// expect: exception|exceededMemory
// cpuMs: 2000
// why: a message of 200 MB must not reach log, header or client whole
export default { fetch() { throw new Error('x'.repeat(2e8)); } };
