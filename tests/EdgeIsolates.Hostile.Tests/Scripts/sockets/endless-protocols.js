// expect: exceededCpu|exceededMemory
// why: subprotocols from an iterator that never ends
export default { fetch() { new WebSocket('wss://example.com/', (function* () { for (let i = 0; ; i++) yield `p${i}`; })()); } };
