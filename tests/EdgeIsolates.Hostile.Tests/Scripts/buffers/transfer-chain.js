// expect: ok|exception
// cpuMs: 2000
// why: structuredClone with transfer, back and forth: bytes must be counted once
export default {
  fetch() {
    let buffer = new ArrayBuffer(2 ** 20);
    for (let i = 0; i < 2000; i++) buffer = structuredClone(buffer, { transfer: [buffer] });
    return new Response(String(buffer.byteLength));
  },
};
