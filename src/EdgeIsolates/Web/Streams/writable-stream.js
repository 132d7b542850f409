'use strict';
// https://streams.spec.whatwg.org/#ws-class and #default-writer-class
const { PromiseReject, RangeError, ReflectApply, TypeError } = internals.primordials;
const { webidl, streams } = internals;
const { converters, requiredArguments } = webidl;
const {
  Deferred, strategy, extractHighWaterMark, extractSizeAlgorithm, callForPromise, callAtEnd, isClosing, writableStreamAbort, writableStreamClose,
  acquireWriter, releaseWriter, writerWrite, writableControllerOf, createInnerWritable,
} = streams;

const token = Symbol('WritableStream');
const callback = converters.Function;
const underlyingSink = webidl.dictionary('UnderlyingSink', [
  { key: 'start', converter: callback },
  { key: 'write', converter: callback },
  { key: 'close', converter: callback },
  { key: 'abort', converter: callback },
  { key: 'type', converter: converters.any },
]);

// https://streams.spec.whatwg.org/#set-up-writable-stream-default-controller-from-underlying-sink
function fromUnderlyingSink(sink, options, prefix) {
  const receiver = sink === undefined ? null : converters.object(sink, prefix, 'Argument 1');
  const queuing = strategy(options, prefix, 'Argument 2');
  const { start, write, close, abort, type } = underlyingSink(receiver, prefix, 'Argument 1');
  if (type !== undefined) throw new RangeError(`${prefix}: The sink's 'type' must not be set`);
  const size = extractSizeAlgorithm(queuing);
  return createInnerWritable(
    start === undefined ? null : (controller) => ReflectApply(start, receiver, [writableControllerOf(controller)]),
    write === undefined ? null : (chunk, controller) => callForPromise(write, receiver, [chunk, writableControllerOf(controller)]),
    close === undefined ? null : () => callAtEnd(close, receiver, []),
    abort === undefined ? null : (reason) => callAtEnd(abort, receiver, [reason]),
    extractHighWaterMark(queuing, 1),
    size,
  );
}

class WritableStream {
  #inner;

  constructor(sink = undefined, options = undefined) {
    this.#inner = sink === token ? options : fromUnderlyingSink(sink, options, "Failed to construct 'WritableStream'");
    this.#inner.wrapper = this;
  }

  static {
    streams.isWritable = (value) => webidl.isObject(value) && #inner in value;
    streams.innerWritable = (stream) => stream.#inner;
  }

  get locked() { return this.#inner.writer !== null; }

  abort(reason = undefined) {
    try {
      const inner = this.#inner;
      if (inner.writer !== null) throw new TypeError("Failed to execute 'abort' on 'WritableStream': The stream is locked");
      return writableStreamAbort(inner, reason);
    } catch (error) {
      return PromiseReject(error);
    }
  }

  close() {
    try {
      const inner = this.#inner;
      if (inner.writer !== null) throw new TypeError("Failed to execute 'close' on 'WritableStream': The stream is locked");
      return closeOnce(inner, "Failed to execute 'close' on 'WritableStream'");
    } catch (error) {
      return PromiseReject(error);
    }
  }

  getWriter() { return writerOf(acquireWriter(this.#inner)); }
}

function closeOnce(inner, prefix) {
  if (isClosing(inner)) throw new TypeError(`${prefix}: The stream is already being closed`);
  return writableStreamClose(inner);
}

const writerToken = Symbol('WritableStreamDefaultWriter');

class WritableStreamDefaultWriter {
  #inner;

  constructor(stream, inner = undefined) {
    if (stream === writerToken) {
      this.#inner = inner;
      return;
    }
    const prefix = "Failed to construct 'WritableStreamDefaultWriter'";
    requiredArguments(arguments.length, 1, prefix);
    this.#inner = acquireWriter(streams.convertWritable(stream, prefix, 'Argument 1'));
  }

  get closed() {
    try { return this.#inner.closed.promise; } catch (error) { return PromiseReject(error); }
  }

  get desiredSize() {
    const stream = streamOf(this.#inner, "Failed to read 'desiredSize' from 'WritableStreamDefaultWriter'");
    if (stream.state === 'errored' || stream.state === 'erroring') return null;
    return stream.state === 'closed' ? 0 : stream.controller.desiredSize;
  }

  get ready() {
    try { return this.#inner.ready.promise; } catch (error) { return PromiseReject(error); }
  }

  abort(reason = undefined) {
    try {
      return writableStreamAbort(streamOf(this.#inner, "Failed to execute 'abort' on 'WritableStreamDefaultWriter'"), reason);
    } catch (error) {
      return PromiseReject(error);
    }
  }

  close() {
    try {
      const prefix = "Failed to execute 'close' on 'WritableStreamDefaultWriter'";
      return closeOnce(streamOf(this.#inner, prefix), prefix);
    } catch (error) {
      return PromiseReject(error);
    }
  }

  releaseLock() {
    const inner = this.#inner;
    if (inner.stream !== null) releaseWriter(inner);
  }

  write(chunk = undefined) {
    try {
      const inner = this.#inner;
      streamOf(inner, "Failed to execute 'write' on 'WritableStreamDefaultWriter'");
      const request = new Deferred(false);
      writerWrite(inner, chunk, request);
      return request.promise;
    } catch (error) {
      return PromiseReject(error);
    }
  }
}

function streamOf(inner, prefix) {
  if (inner.stream === null) throw new TypeError(`${prefix}: The writer was released`);
  return inner.stream;
}

const writerOf = (inner) => inner.wrapper ??= new WritableStreamDefaultWriter(writerToken, inner);

streams.wrapWritable = (inner) => inner.wrapper ?? new WritableStream(token, inner);
const convert = webidl.interfaceType('WritableStream', streams.isWritable);
streams.convertWritable = (value, prefix, context) => streams.innerWritable(convert(value, prefix, context));

webidl.configureInterface(WritableStream);
webidl.configureInterface(WritableStreamDefaultWriter);
internals.expose('WritableStream', WritableStream);
internals.expose('WritableStreamDefaultWriter', WritableStreamDefaultWriter);
