// expect: exceededMemory|exception|exceededCpu
// cpuMs: 2000
// why: btoa of btoa of btoa
export default { fetch() { let text = 'x'.repeat(1e6); for (;;) text = btoa(text); } };
