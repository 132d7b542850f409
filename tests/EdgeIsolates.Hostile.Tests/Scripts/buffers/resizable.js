// expect: exception|exceededMemory|ok
// cpuMs: 2000
// why: resizable buffers reserve much and commit little; where V8 lacks them this is a plain buffer
export default {
  fetch() {
    const kept = [];
    for (let i = 0; i < 2000; i++) {
      const buffer = new ArrayBuffer(8, { maxByteLength: 2 ** 28 });
      if (typeof buffer.resize === 'function') buffer.resize(2 ** 20);
      kept.push(buffer);
    }
    return new Response(String(kept.length));
  },
};
