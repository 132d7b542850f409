'use strict';
// Streams for the other areas of the platform: https://streams.spec.whatwg.org/#other-specs
//
// Streams go in and out as the objects that scripts see; readers and controllers as records. `start`, `pull`, `write` and
// kin may be null or absent; they give a promise or, when they have ended, undefined, and may throw.
const {
  PromiseReject, TypedArrayPrototypeGetBuffer, TypedArrayPrototypeGetByteLength, TypedArrayPrototypeGetByteOffset,
} = internals.primordials;
const { streams } = internals;
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

function fromBytes(bytes) {
  const length = TypedArrayPrototypeGetByteLength(bytes);
  const inner = createInnerByteStream(null, (controller) => {
    enqueue(controller, bytes);
    controller.end();
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
  close: (controller) => controller.end(),
  error: (controller, reason) => controller.error(reason),
  desiredSize: (controller) => controller.desiredSize,
  createWritable: (start, write, closeSink, abortSink, highWaterMark = 1, size = null) =>
    wrapWritable(createInnerWritable(guard(start), guard(write), guard(closeSink), guard(abortSink), highWaterMark, size)),
  createTransform: (start, transform, flush, cancel, writableMark = 1, writableSize = null, readableMark = 0, readableSize = null) =>
    wrapTransform(createInnerTransform(
      guard(start), transform, flush ?? null, cancel ?? null, writableMark, writableSize, readableMark, readableSize)),
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
