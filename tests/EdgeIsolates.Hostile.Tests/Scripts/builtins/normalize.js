// expect: ok|exceededCpu|exceededMemory|exception
// overshootMs: 1000
// why: Unicode normalisation runs in ICU
export default { fetch() { return new Response(String('a\u0301\u0323'.repeat(5e6).normalize('NFC').length)); } };
