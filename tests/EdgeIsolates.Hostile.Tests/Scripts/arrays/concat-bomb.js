// expect: exceededMemory|exception
// cpuMs: 4000
// why: doubling by concat
export default { fetch() { let list = [1.5]; for (;;) list = list.concat(list); } };
