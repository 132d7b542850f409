// expect: exception
// timeoutMs: 1000
// why: Atomics.wait would park the host's thread for ever
export default { fetch() { return new Response(Atomics.wait(new Int32Array(new SharedArrayBuffer(8)), 0, 0)); } };
