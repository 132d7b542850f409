// expect: ok|exceededCpu|exceededMemory|exception
// overshootMs: 1000
// why: percent-encoding five million characters, not interrupted
export default { fetch() { return new Response(String(encodeURIComponent('\u1234'.repeat(5e6)).length)); } };
