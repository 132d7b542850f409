// expect: exceededMemory
// cpuMs: 4000
// why: the classic inside a timer: entered by the host's clock, not by a request
export default { fetch() { return new Promise(() => setTimeout(() => new Array(5e8).fill(0), 1)); } };
