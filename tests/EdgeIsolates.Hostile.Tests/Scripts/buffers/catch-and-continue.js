// expect: exceededCpu|exceededMemory
// cpuMs: 100
// overshootMs: 200
// why: asks again and again after each refusal: every refusal costs a collection
export default { fetch() { for (;;) { try { new Uint8Array(2 ** 29); } catch { continue; } } } };
