// expect: exceededMemory
// cpuMs: 4000
// why: a chain millions deep: the marker must not recurse
export default { fetch() { let head = null; for (;;) head = { next: head }; } };
