// expect: exceededCpu|exceededMemory
// cpuMs: 500
// why: listeners without end; each addition copies the list
import EventEmitter from 'node:events';
export default { fetch() { const emitter = new EventEmitter().setMaxListeners(0); for (;;) emitter.on('x', () => {}); } };
