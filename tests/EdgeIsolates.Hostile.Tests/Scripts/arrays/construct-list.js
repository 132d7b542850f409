// expect: exceededMemory|exceededCpu|exception
// cpuMs: 500
// overshootMs: 4000
// why: an argument list of 2^25, built by one built-in
export default { fetch() { return new Response(String(Reflect.construct(Array, { length: 2 ** 25 }).length)); } };
