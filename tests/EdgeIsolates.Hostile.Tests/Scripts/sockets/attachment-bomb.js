// expect: exception|exceededMemory|exceededCpu
// cpuMs: 2000
// why: an attachment as large as the memory
export default { fetch() { new WebSocketPair()[0].serializeAttachment(Array.from({ length: 1e6 }, (_, i) => ({ i, text: `x${i}` }))); } };
