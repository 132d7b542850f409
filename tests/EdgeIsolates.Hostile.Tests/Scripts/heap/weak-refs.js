// expect: exceededMemory|exceededCpu
// cpuMs: 4000
// why: weak tables and finalization registries have their own bookkeeping
export default {
  fetch() {
    const kept = []; const weak = new WeakMap(); const registry = new FinalizationRegistry(() => {});
    for (;;) { const key = {}; kept.push(key, new WeakRef(key)); weak.set(key, { key }); registry.register(key, kept.length); }
  },
};
