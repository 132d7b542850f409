// expect: exception
// cpuMs: 2000
// why: a listener that emits what it listens to
import EventEmitter from 'node:events';
const emitter = new EventEmitter();
emitter.on('x', () => emitter.emit('x'));
export default { fetch() { emitter.emit('x'); } };
