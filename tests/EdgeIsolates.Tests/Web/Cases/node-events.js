import EventEmitter, { errorMonitor, getEventListeners, on, once } from 'node:events';
import * as bare from 'events';
import { inherits } from 'node:util';

test('events: names', () => {
  equal(EventEmitter === EventEmitter.EventEmitter, true);
  equal(bare.EventEmitter === EventEmitter, true);
  equal(EventEmitter.defaultMaxListeners, 10);
});

test('events: on, off, once, emit', () => {
  const emitter = new EventEmitter(), seen = [];
  const listener = function (...args) { seen.push(`a${args}${this === emitter}`); };
  equal(emitter.on('x', listener) === emitter, true);
  emitter.once('x', (value) => seen.push(`once${value}`));
  emitter.prependListener('x', () => seen.push('first'));
  equal(emitter.emit('x', 1, 2), true);
  equal(emitter.emit('x', 3), true);
  equal(emitter.off('x', listener) === emitter, true);
  emitter.emit('x');
  equal(emitter.emit('y'), false);
  equal(seen.join(' '), 'first a1,2true once1 first a3true first');
  equal(emitter.listenerCount('x'), 1);
  throws(() => emitter.on('x', 5), 'TypeError', 'The "listener" argument must be of type function. Received type number (5)');
});

test('events: listeners that change the list', () => {
  const emitter = new EventEmitter(), seen = [];
  const second = () => seen.push('second');
  emitter.on('x', () => { emitter.removeListener('x', second); emitter.on('x', () => seen.push('late')); });
  emitter.on('x', second);
  emitter.emit('x');
  emitter.emit('x');
  equal(seen.join(), 'second,late');
});

test('events: newListener and removeListener', () => {
  const emitter = new EventEmitter(), seen = [];
  emitter.on('newListener', (type) => seen.push(`+${String(type)}`));
  emitter.on('removeListener', (type) => seen.push(`-${String(type)}`));
  const listener = () => {};
  emitter.once('x', listener);
  equal(emitter.rawListeners('x')[0].listener === listener, true);
  equal(emitter.listeners('x')[0] === listener, true);
  emitter.emit('x');
  emitter.on(Symbol.iterator, listener);
  equal(emitter.eventNames().length, 3);
  emitter.removeAllListeners();
  equal(seen.join(), '+removeListener,+x,-x,+Symbol(Symbol.iterator),-newListener,-Symbol(Symbol.iterator)');
  equal(emitter.eventNames().length, 0);
});

test('events: errors', () => {
  const emitter = new EventEmitter();
  throws(() => emitter.emit('error', new RangeError('mine')), 'RangeError', 'mine');
  throws(() => emitter.emit('error', 'text'), 'Error', "Unhandled error. ('text')");
  let watched = 0;
  emitter.on(errorMonitor, () => watched++);
  emitter.on('error', () => {});
  equal(emitter.emit('error', new Error('x')), true);
  equal(watched, 1);
});

test('events: inheriting the old way', () => {
  function Old() { EventEmitter.call(this); }
  inherits(Old, EventEmitter);
  const old = new Old(), other = new Old();
  let count = 0;
  old.on('x', () => count++);
  other.emit('x');
  old.emit('x');
  equal(count, 1);
  class New extends EventEmitter {}
  equal(new New().emit('x'), false);
});

test('events: once as a promise', async () => {
  const emitter = new EventEmitter();
  const waiting = once(emitter, 'x');
  emitter.emit('x', 1, 2);
  equal(await waiting, [1, 2]);
  const failing = once(emitter, 'x');
  emitter.emit('error', new Error('bad'));
  await rejects(failing, 'Error', 'bad');
  const controller = new AbortController(), aborted = once(emitter, 'x', { signal: controller.signal });
  controller.abort();
  await rejects(aborted, 'AbortError', 'The operation was aborted');
  equal(emitter.listenerCount('x') + emitter.listenerCount('error'), 0);
  const target = new EventTarget(), event = once(target, 'y');
  target.dispatchEvent(new Event('y'));
  equal((await event)[0].type, 'y');
});

test('events: on as an iterator', async () => {
  const emitter = new EventEmitter(), seen = [];
  const all = on(emitter, 'x');
  emitter.emit('x', 1);
  emitter.emit('x', 2);
  for await (const [value] of all) {
    seen.push(value);
    if (value === 2) queueMicrotask(() => emitter.emit('x', 3));
    if (value === 3) break;
  }
  equal(seen.join(), '1,2,3');
  equal(emitter.listenerCount('x'), 0);
});

test('events: captureRejections', async () => {
  const emitter = new EventEmitter({ captureRejections: true });
  const failed = new Promise((resolve) => emitter.on('error', resolve));
  emitter.on('x', async () => { throw new Error('inside'); });
  emitter.emit('x');
  equal((await failed).message, 'inside');
});

test('events: getEventListeners', () => {
  const target = new EventTarget(), listener = () => {};
  target.addEventListener('x', listener);
  equal(getEventListeners(target, 'x')[0] === listener, true);
  equal(getEventListeners(new EventEmitter(), 'x').length, 0);
});
