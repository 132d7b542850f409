// expect: exceededMemory
// cpuMs: 4000
// memoryLimitMb: 48
// why: a typed array sorted with a comparator is first copied to the heap
export default { fetch() { return new Response(String(new Uint8Array(3e7).sort(() => 0).length)); } };
