// expect: exception
// cpuMs: 500
// why: a getter transfers the buffer away while it is being transferred
export default { fetch() { const buffer = new ArrayBuffer(1 << 20); return new Response(String(structuredClone({ view: new Uint8Array(buffer), get x() { return structuredClone(buffer, { transfer: [buffer] }); } }, { transfer: [buffer] }))); } };
