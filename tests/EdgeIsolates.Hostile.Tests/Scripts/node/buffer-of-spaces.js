// expect: exception|exceededCpu|exceededMemory
// cpuMs: 2000
// why: base64 that says nothing, at length, again and again
export default { fetch() { for (;;) Buffer.from(' '.repeat(2e7), 'base64'); } };
