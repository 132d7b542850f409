// expect: exceededMemory|exceededCpu|exceededWallTime|exception
// cpuMs: 6000
// why: messages wait at a port that is never started
export default { fetch() { const { port1 } = new MessageChannel(); for (;;) port1.postMessage({ text: 'x'.repeat(1000) }); } };
