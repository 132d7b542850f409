'use strict';
// https://streams.spec.whatwg.org/#default-reader-class and #byob-reader-class
const { PromiseReject, RangeError, TypeError } = internals.primordials;
const { webidl, streams } = internals;
const { converters, requiredArguments } = webidl;
const {
  acquireDefaultReader, acquireByobReader, releaseReader, readForPromise, readerReadInto, readableStreamCancel, PromiseRequest,
  byteLengthOf, ViewInfo, isDetachedView,
} = streams;

const token = Symbol('ReadableStreamReader');
const enforceRange = { __proto__: null, enforceRange: true };
const byobReadOptions = webidl.dictionary('ReadableStreamBYOBReaderReadOptions', [
  { key: 'min', converter: (value, prefix, context) => converters['unsigned long long'](value, prefix, context, enforceRange), defaultValue: () => 1 },
]);

const releasedError = (prefix) => new TypeError(`${prefix}: The reader was released`);

class ReadableStreamDefaultReader {
  #inner;

  constructor(stream, inner = undefined) {
    if (stream === token) {
      this.#inner = inner;
      return;
    }
    const prefix = "Failed to construct 'ReadableStreamDefaultReader'";
    requiredArguments(arguments.length, 1, prefix);
    this.#inner = acquireDefaultReader(streams.convertReadable(stream, prefix, 'Argument 1'));
    this.#inner.wrapper = this;
  }

  get closed() {
    try { return this.#inner.closed.promise; } catch (error) { return PromiseReject(error); }
  }

  cancel(reason = undefined) {
    try {
      return cancelByReader(this.#inner, reason, "Failed to execute 'cancel' on 'ReadableStreamDefaultReader'");
    } catch (error) {
      return PromiseReject(error);
    }
  }

  read() {
    try {
      const inner = this.#inner;
      if (inner.stream === null) throw releasedError("Failed to execute 'read' on 'ReadableStreamDefaultReader'");
      return readForPromise(inner);
    } catch (error) {
      return PromiseReject(error);
    }
  }

  releaseLock() {
    const inner = this.#inner;
    if (inner.stream !== null) releaseReader(inner);
  }
}

class ReadableStreamBYOBReader {
  #inner;

  constructor(stream, inner = undefined) {
    if (stream === token) {
      this.#inner = inner;
      return;
    }
    const prefix = "Failed to construct 'ReadableStreamBYOBReader'";
    requiredArguments(arguments.length, 1, prefix);
    this.#inner = acquireByobReader(streams.convertReadable(stream, prefix, 'Argument 1'));
    this.#inner.wrapper = this;
  }

  get closed() {
    try { return this.#inner.closed.promise; } catch (error) { return PromiseReject(error); }
  }

  cancel(reason = undefined) {
    try {
      return cancelByReader(this.#inner, reason, "Failed to execute 'cancel' on 'ReadableStreamBYOBReader'");
    } catch (error) {
      return PromiseReject(error);
    }
  }

  read(view, options = undefined) {
    try {
      const inner = this.#inner;
      const prefix = "Failed to execute 'read' on 'ReadableStreamBYOBReader'";
      requiredArguments(arguments.length, 1, prefix);
      converters.ArrayBufferView(view, prefix, 'Argument 1');
      const { min } = byobReadOptions(options, prefix, 'Argument 2');
      checkView(view, min, prefix);
      if (inner.stream === null) throw releasedError(prefix);
      const request = new PromiseRequest();
      readerReadInto(inner, view, min, request);
      return request.deferred.promise;
    } catch (error) {
      return PromiseReject(error);
    }
  }

  releaseLock() {
    const inner = this.#inner;
    if (inner.stream !== null) releaseReader(inner);
  }
}

// https://streams.spec.whatwg.org/#readable-stream-reader-generic-cancel
function cancelByReader(inner, reason, prefix) {
  if (inner.stream === null) throw releasedError(prefix);
  return readableStreamCancel(inner.stream, reason);
}

function checkView(view, min, prefix) {
  if (isDetachedView(view)) throw new TypeError(`${prefix}: The memory of the view was transferred elsewhere`);
  const { buffer, byteLength, length } = new ViewInfo(view);
  if (byteLength === 0 || byteLengthOf(buffer) === 0) throw new TypeError(`${prefix}: The view has no room`);
  if (min === 0) throw new TypeError(`${prefix}: The option 'min' must be more than 0`);
  if (min > length) throw new RangeError(`${prefix}: The option 'min' is more than the view has room for`);
}

// The object a script sees.
streams.readerOf = (inner) => inner.wrapper ??= new (inner.isByob ? ReadableStreamBYOBReader : ReadableStreamDefaultReader)(token, inner);
webidl.configureInterface(ReadableStreamDefaultReader);
webidl.configureInterface(ReadableStreamBYOBReader);
internals.expose('ReadableStreamDefaultReader', ReadableStreamDefaultReader);
internals.expose('ReadableStreamBYOBReader', ReadableStreamBYOBReader);
