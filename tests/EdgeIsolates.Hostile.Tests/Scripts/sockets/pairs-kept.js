// expect: exception|exceededMemory|exceededCpu
// cpuMs: 2000
// why: sockets without end, all kept
export default { fetch() { const kept = []; for (;;) { const pair = new WebSocketPair(); pair[0].accept(); kept.push(pair); } } };
