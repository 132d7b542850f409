// expect: exceededCpu|ok
// memoryLimitMb: 64
// overshootMs: 3000
// why: std::sort over eight million numbers: not interrupted, bounded by memory
export default { fetch() { return new Response(String(new Int32Array(8e6).map((_, i) => (i * 7919) % 1000003).sort().length)); } };
