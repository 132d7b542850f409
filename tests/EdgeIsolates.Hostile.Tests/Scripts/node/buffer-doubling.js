// expect: exception|exceededMemory
// cpuMs: 2000
// why: Buffer.concat of itself with itself
export default { fetch() { let bytes = Buffer.alloc(1e6); for (;;) bytes = Buffer.concat([bytes, bytes]); } };
