'use strict';
// https://streams.spec.whatwg.org/#rs-transfer and its twins. Within one realm, what crosses is an identity transform: the
// stream that was given is locked by a pipe, and the received one is the pipe's other end. Chunks are cloned on the way.
const { native, streams, structured, cloneValue } = internals;
const {
  createInnerTransform, innerReadable, innerWritable, innerTransform, isReadable, isWritable, isTransform, wrapReadable, wrapWritable,
  wrapTransform, pipeInner,
} = streams;

const bridge = () => createInnerTransform(null, (chunk, controller) => { controller.enqueue(cloneValue(chunk)); }, null, null, 1, null, 0, null);

function checkUnlocked(lock) {
  if (lock !== null) throw structured.cloneError('A locked stream cannot be transferred');
}

const pipe = (readable, writable) => native.markHandled(pipeInner(readable, writable, { __proto__: null }));

structured.addTransferable(isReadable, (stream) => {
  const source = innerReadable(stream), between = bridge();
  checkUnlocked(source.reader);
  return { __proto__: null, copy: wrapReadable(between.readable), commit: () => pipe(source, between.writable) };
});

structured.addTransferable(isWritable, (stream) => {
  const destination = innerWritable(stream), between = bridge();
  checkUnlocked(destination.writer);
  return { __proto__: null, copy: wrapWritable(between.writable), commit: () => pipe(between.readable, destination) };
});

// What is received has no transformer: only the two sides.
structured.addTransferable(isTransform, (stream) => {
  const { readable, writable } = innerTransform(stream), before = bridge(), after = bridge();
  checkUnlocked(readable.reader);
  checkUnlocked(writable.writer);
  const commit = () => {
    pipe(before.readable, writable);
    pipe(readable, after.writable);
  };
  return { __proto__: null, copy: wrapTransform({ __proto__: null, readable: after.readable, writable: before.writable, wrapper: null }), commit };
});
