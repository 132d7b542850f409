'use strict';
// Streams for the other areas of the platform: https://streams.spec.whatwg.org/#other-specs
//
// Streams go in and out as the objects that scripts see; readers and controllers as records. `start`, `pull`, `write` and
// kin may be null or absent; they give a promise or, when they have ended, undefined, and may throw.
const {
  PromiseReject, TypedArrayPrototypeGetBuffer, TypedArrayPrototypeGetByteLength, TypedArrayPrototypeGetByteOffset,
} = internals.primordials;
const { streams, native, DOMException } = internals;
const {
  acquireDefaultReader, releaseReader, readForPromise, readableStreamCancel, createInnerReadable, createInnerByteStream,
  createInnerWritable, createInnerTransform, innerReadable, innerWritable, innerTransform, isReadable, isWritable, isTransform,
  wrapReadable, wrapWritable, wrapTransform, teeInner, pipeInner, ReadLoop, readAllInner,
} = streams;

const guard = (algorithm) => (algorithm === undefined || algorithm === null ? null : (first, second) => {
  try {
    return algorithm(first, second);
  } catch (error) {
    return PromiseReject(error);
  }
});

const innerOf = (stream) => (isReadable(stream) ? innerReadable(stream) : isWritable(stream) ? innerWritable(stream) : innerTransform(stream));

// The bytes go with it: nobody else may hold their memory any more.
function enqueue(controller, chunk) {
  if (!controller.isByteController) {
    controller.enqueue(chunk);
    return;
  }
  const length = TypedArrayPrototypeGetByteLength(chunk);
  if (length > 0) controller.enqueueOwned(TypedArrayPrototypeGetBuffer(chunk), TypedArrayPrototypeGetByteOffset(chunk), length);
}

// https://streams.spec.whatwg.org/#readablestream-close
function close(controller) {
  controller.close();
  if (controller.isByteController && !controller.pendingPullIntos.isEmpty) controller.respond(0);
}

function fromBytes(bytes) {
  const length = TypedArrayPrototypeGetByteLength(bytes);
  const inner = createInnerByteStream(null, (controller) => {
    enqueue(controller, bytes);
    close(controller);
  }, null, 0, undefined);
  inner.length = length;
  return wrapReadable(inner);
}

Object.assign(streams, {
  isLocked: (stream) => (isReadable(stream) ? innerReadable(stream).reader : innerWritable(stream).writer) !== null,
  isDisturbed: (stream) => innerReadable(stream).disturbed,
  stateOf: (stream) => innerOf(stream).state,
  controllerOf: (stream) => innerOf(stream).controller,
  createReadable: (start, pull, cancel, highWaterMark = 1, size = null) =>
    wrapReadable(createInnerReadable(guard(start), guard(pull), guard(cancel), highWaterMark, size)),
  createReadableByte: (start, pull, cancel, highWaterMark = 0) =>
    wrapReadable(createInnerByteStream(guard(start), guard(pull), guard(cancel), highWaterMark, undefined)),
  enqueue,
  close,
  error: (controller, reason) => controller.error(reason),
  desiredSize: (controller) => controller.desiredSize,
  createWritable: (start, write, closeSink, abortSink, highWaterMark = 1, size = null) =>
    wrapWritable(createInnerWritable(guard(start), guard(write), guard(closeSink), guard(abortSink), highWaterMark, size)),
  createTransform: (start, transform, flush, cancel, writableMark = 1, writableSize = null, readableMark = 0, readableSize = null) =>
    wrapTransform(createInnerTransform(
      guard(start), transform, guard(flush), guard(cancel), writableMark, writableSize, readableMark, readableSize)),
  readableOf: (transform) => wrapReadable(innerTransform(transform).readable),
  writableOf: (transform) => wrapWritable(innerTransform(transform).writable),
  acquireReader: (stream) => acquireDefaultReader(innerReadable(stream)),
  read: readForPromise,
  readLoop: (reader, onChunk, onClose, onError) => new ReadLoop(reader, onChunk, onClose, onError).read(),
  collect: (stream, onBytes, onError) => streams.collectInner(innerReadable(stream), onBytes, onError),
  readAllBytes: (stream, limit) => readAllInner(innerReadable(stream), limit),
  release: releaseReader,
  cancel: (stream, reason) => readableStreamCancel(innerReadable(stream), reason),
  tee: (stream, clone = null) => {
    const branches = teeInner(innerReadable(stream), clone);
    return [wrapReadable(branches[0]), wrapReadable(branches[1])];
  },
  // options: { preventClose, preventAbort, preventCancel, signal }, without a prototype
  pipeTo: (source, destination, options = { __proto__: null }) => pipeInner(innerReadable(source), innerWritable(destination), options),
  fromBytes,
  // How many bytes will come, or -1.
  lengthOf: (stream) => innerReadable(stream).length,
});

// https://streams.spec.whatwg.org/#rs-transfer and its twins. Within one realm, what crosses is an identity transform: the
// stream that was given is locked by a pipe, and the received one is the pipe's other end.
function transferSteps(stream) {
  if (isTransform(stream)) {
    const { readable, writable } = innerTransform(stream);
    checkTransferable(readable.reader, writable.writer);
    return { __proto__: null, kind: 'transform', readable: transferReadable(readable), writable: transferWritable(writable) };
  }
  if (isReadable(stream)) {
    checkTransferable(innerReadable(stream).reader, null);
    return { __proto__: null, kind: 'readable', readable: transferReadable(innerReadable(stream)) };
  }
  checkTransferable(innerWritable(stream).writer, null);
  return { __proto__: null, kind: 'writable', writable: transferWritable(innerWritable(stream)) };
}

function checkTransferable(reader, writer) {
  if (reader !== null || writer !== null) throw new DOMException('A locked stream cannot be transferred.', 'DataCloneError');
}

const createIdentity = () => createInnerTransform(null, null, null, null, 1, null, 0, null);

function transferReadable(inner) {
  const between = createIdentity();
  native.markHandled(pipeInner(inner, between.writable, { __proto__: null }));
  return between.readable;
}

function transferWritable(inner) {
  const between = createIdentity();
  native.markHandled(pipeInner(between.readable, inner, { __proto__: null }));
  return between.writable;
}

// A transferred TransformStream has no transformer: only its two sides.
function receiveSteps({ kind, readable, writable }) {
  if (kind === 'readable') return wrapReadable(readable);
  if (kind === 'writable') return wrapWritable(writable);
  return wrapTransform({ __proto__: null, readable, writable, controller: null, wrapper: null });
}

streams.transferable = {
  __proto__: null,
  isTransferable: (value) => isReadable(value) || isWritable(value) || isTransform(value),
  transferSteps,
  receiveSteps,
};
