// expect: exception|exceededCpu|exceededMemory
// cpuMs: 200
// why: the plain-object answer has headers without end
export default { fetch() { return { status: 200, headers: { [Symbol.iterator]: () => ({ next: () => ({ value: ['a', 'b'], done: false }) }) }, body: 'x' }; } };
