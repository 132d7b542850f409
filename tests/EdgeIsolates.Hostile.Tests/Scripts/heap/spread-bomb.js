// expect: exceededMemory|exception
// cpuMs: 4000
// why: doubling by spread
export default { fetch() { let list = [1, 2, 3]; for (;;) list = [...list, ...list]; } };
