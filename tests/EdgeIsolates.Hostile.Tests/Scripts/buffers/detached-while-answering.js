// expect: ok|exception
// why: the body's buffer is detached by a getter while the answer is made
export default {
  fetch() {
    const bytes = new Uint8Array(1000).fill(65);
    const init = { get status() { structuredClone(bytes.buffer, { transfer: [bytes.buffer] }); return 200; } };
    return new Response(bytes, init);
  },
};
