'use strict';
// https://streams.spec.whatwg.org/#rs-class
const { ObjectDefineProperty, PromiseReject, RangeError, ReflectApply, SymbolAsyncIterator, TypeError } = internals.primordials;
const { native, webidl, abort, streams } = internals;
const { converters, requiredArguments } = webidl;
const {
  strategy, extractHighWaterMark, extractSizeAlgorithm, callForPromise, callAtEnd, acquireDefaultReader, acquireByobReader, readerOf,
  readableStreamCancel, defaultControllerOf, byteControllerOf, createInnerReadable, createInnerByteStream, teeInner, pipeInner,
  fromIterable, iterate,
} = streams;

const token = Symbol('ReadableStream');
const callback = converters.Function;
const enforceRange = { __proto__: null, enforceRange: true };
const preventFlag = (key) => ({ key, converter: converters.boolean, defaultValue: () => false });

const underlyingSource = webidl.dictionary('UnderlyingSource', [
  { key: 'start', converter: callback },
  { key: 'pull', converter: callback },
  { key: 'cancel', converter: callback },
  { key: 'type', converter: webidl.enumeration('ReadableStreamType', ['bytes']) },
  { key: 'autoAllocateChunkSize', converter: (value, prefix, context) => converters['unsigned long long'](value, prefix, context, enforceRange) },
]);
const getReaderOptions = webidl.dictionary('ReadableStreamGetReaderOptions', [
  { key: 'mode', converter: webidl.enumeration('ReadableStreamReaderMode', ['byob']) },
]);
const iteratorOptions = webidl.dictionary('ReadableStreamIteratorOptions', [preventFlag('preventCancel')]);
const pipeOptions = webidl.dictionary('StreamPipeOptions', [
  preventFlag('preventClose'), preventFlag('preventAbort'), preventFlag('preventCancel'), { key: 'signal', converter: abort.converter },
]);
const readableWritablePair = webidl.dictionary('ReadableWritablePair', [
  { key: 'readable', converter: (value, prefix, context) => convertObject(value, prefix, context), required: true },
  { key: 'writable', converter: (value, prefix, context) => streams.convertWritable(value, prefix, context), required: true },
]);

// https://streams.spec.whatwg.org/#rs-constructor
function fromUnderlyingSource(source, options, prefix) {
  const receiver = source === undefined ? null : converters.object(source, prefix, 'Argument 1');
  const queuing = strategy(options, prefix, 'Argument 2');
  const { start, pull, cancel, type, autoAllocateChunkSize } = underlyingSource(receiver, prefix, 'Argument 1');
  const isByteStream = type === 'bytes', wrap = isByteStream ? byteControllerOf : defaultControllerOf;
  const startSteps = start === undefined ? null : (controller) => ReflectApply(start, receiver, [wrap(controller)]);
  const pullSteps = pull === undefined ? null : (controller) => callForPromise(pull, receiver, [wrap(controller)]);
  const cancelSteps = cancel === undefined ? null : (reason) => callAtEnd(cancel, receiver, [reason]);
  if (!isByteStream) {
    const size = extractSizeAlgorithm(queuing);
    return createInnerReadable(startSteps, pullSteps, cancelSteps, extractHighWaterMark(queuing, 1), size);
  }
  if (queuing.size !== undefined) throw new RangeError(`${prefix}: A stream of bytes takes no 'size' in its strategy`);
  const highWaterMark = extractHighWaterMark(queuing, 0);
  if (autoAllocateChunkSize === 0) throw new TypeError(`${prefix}: 'autoAllocateChunkSize' must be more than 0`);
  return createInnerByteStream(startSteps, pullSteps, cancelSteps, highWaterMark, autoAllocateChunkSize);
}

class ReadableStream {
  #inner;

  constructor(source = undefined, options = undefined) {
    this.#inner = source === token ? options : fromUnderlyingSource(source, options, "Failed to construct 'ReadableStream'");
    this.#inner.wrapper = this;
  }

  static from(asyncIterable) {
    requiredArguments(arguments.length, 1, "Failed to execute 'from' on 'ReadableStream'");
    return streams.wrapReadable(fromIterable(asyncIterable));
  }

  static {
    streams.isReadable = (value) => webidl.isObject(value) && #inner in value;
    streams.innerReadable = (stream) => stream.#inner;
  }

  get locked() { return this.#inner.reader !== null; }

  cancel(reason = undefined) {
    try {
      const inner = this.#inner;
      if (inner.reader !== null) throw new TypeError("Failed to execute 'cancel' on 'ReadableStream': The stream is locked");
      return readableStreamCancel(inner, reason);
    } catch (error) {
      return PromiseReject(error);
    }
  }

  getReader(options = undefined) {
    const inner = this.#inner;
    const { mode } = getReaderOptions(options, "Failed to execute 'getReader' on 'ReadableStream'", 'Argument 1');
    return readerOf(mode === undefined ? acquireDefaultReader(inner) : acquireByobReader(inner));
  }

  pipeThrough(transform, options = undefined) {
    const inner = this.#inner;
    const prefix = "Failed to execute 'pipeThrough' on 'ReadableStream'";
    requiredArguments(arguments.length, 1, prefix);
    const { readable, writable } = readableWritablePair(transform, prefix, 'Argument 1');
    const converted = pipeOptions(options, prefix, 'Argument 2');
    checkUnlocked(inner, writable, prefix);
    native.markHandled(pipeInner(inner, writable, converted));
    return readable;
  }

  pipeTo(destination, options = undefined) {
    try {
      const inner = this.#inner;
      const prefix = "Failed to execute 'pipeTo' on 'ReadableStream'";
      requiredArguments(arguments.length, 1, prefix);
      const writable = streams.convertWritable(destination, prefix, 'Argument 1');
      const converted = pipeOptions(options, prefix, 'Argument 2');
      checkUnlocked(inner, writable, prefix);
      return pipeInner(inner, writable, converted);
    } catch (error) {
      return PromiseReject(error);
    }
  }

  tee() {
    const branches = teeInner(this.#inner);
    return [streams.wrapReadable(branches[0]), streams.wrapReadable(branches[1])];
  }

  values(options = undefined) {
    const inner = this.#inner;
    const { preventCancel } = iteratorOptions(options, "Failed to execute 'values' on 'ReadableStream'", 'Argument 1');
    return iterate(inner, preventCancel);
  }
}

function checkUnlocked(readable, writable, prefix) {
  if (readable.reader !== null) throw new TypeError(`${prefix}: The stream is locked`);
  if (writable.writer !== null) throw new TypeError(`${prefix}: The stream to write to is locked`);
}

// The object a script sees.
streams.wrapReadable = (inner) => inner.wrapper ?? new ReadableStream(token, inner);
const convertObject = webidl.interfaceType('ReadableStream', streams.isReadable);
streams.convertReadable = (value, prefix, context) => streams.innerReadable(convertObject(value, prefix, context));

webidl.configureInterface(ReadableStream);
ObjectDefineProperty(ReadableStream.prototype, SymbolAsyncIterator, {
  __proto__: null, value: ReadableStream.prototype.values, writable: true, enumerable: false, configurable: true,
});
internals.expose('ReadableStream', ReadableStream);
