// expect: exceededMemory
// cpuMs: 4000
// memoryLimitMb: 32
// why: eight million properties copied out of a typed array
export default { fetch() { return new Response(String(Object.assign([], new Uint8Array(8e6)).length)); } };
