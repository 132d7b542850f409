// expect: exceededMemory|exception
// cpuMs: 4000
// why: clones of clones, each twice the size; the serialised form is native memory
export default { fetch() { let value = ['x'.repeat(1000)]; for (;;) value = [structuredClone(value), structuredClone(value)]; } };
