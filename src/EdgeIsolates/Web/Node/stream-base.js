'use strict';
// What all streams of https://nodejs.org/api/stream.html share: the oldest Stream, errors, and how a stream ends.
const { Error, ObjectDefineProperty, ObjectSetPrototypeOf, ReflectApply, ReflectOwnKeys, TypeError } = internals.primordials;
const { node } = internals;

node.define('#stream-base', () => {
  const EventEmitter = node.load('events');
  const { nodeError } = node.load('#errors');
  const { nextTick } = node.load('process');

  function Stream(options) { ReflectApply(EventEmitter, this, [options]); }
  ObjectSetPrototypeOf(Stream.prototype, EventEmitter.prototype);
  ObjectSetPrototypeOf(Stream, EventEmitter);

  const defaults = { __proto__: null, bytes: 65_536, objects: 16 };
  const { invalidArgValue } = node.load('#errors');

  // The high-water mark that the options of a stream ask for.
  function highWaterMark(options, key, isDuplex, objectMode) {
    const given = options?.highWaterMark ?? (isDuplex ? options?.[key] : undefined);
    if (given === undefined || given === null) return objectMode ? defaults.objects : defaults.bytes;
    if (!(given >= 0)) throw invalidArgValue(`options.${isDuplex && options.highWaterMark === undefined ? key : 'highWaterMark'}`, given);
    return given - (given % 1);
  }

  const errors = {
    __proto__: null,
    notImplemented: (what) => nodeError(Error, 'ERR_METHOD_NOT_IMPLEMENTED', `The ${what} method is not implemented`),
    destroyed: (what) => nodeError(Error, 'ERR_STREAM_DESTROYED', `Cannot call ${what} after a stream was destroyed`),
    writeAfterEnd: () => nodeError(Error, 'ERR_STREAM_WRITE_AFTER_END', 'write after end'),
    alreadyFinished: (what) => nodeError(Error, 'ERR_STREAM_ALREADY_FINISHED', `Cannot call ${what} after a stream was finished`),
    nullValues: () => nodeError(TypeError, 'ERR_STREAM_NULL_VALUES', 'May not write null values to stream'),
    pushAfterEnd: () => nodeError(Error, 'ERR_STREAM_PUSH_AFTER_EOF', 'stream.push() after EOF'),
    unshiftAfterEnd: () => nodeError(Error, 'ERR_STREAM_UNSHIFT_AFTER_END_EVENT', 'stream.unshift() after end event'),
    multipleCallback: () => nodeError(Error, 'ERR_MULTIPLE_CALLBACK', 'Callback called multiple times'),
    premature: () => nodeError(Error, 'ERR_STREAM_PREMATURE_CLOSE', 'Premature close'),
    aborted: (signal) => {
      const error = nodeError(Error, 'ABORT_ERR', 'The operation was aborted');
      error.name = 'AbortError';
      error.cause = signal?.reason;
      return error;
    },
  };

  const statesOf = (stream) => ({ __proto__: null, readable: stream._readableState, writable: stream._writableState });

  function mark(stream, key, value) {
    const { readable, writable } = statesOf(stream);
    if (readable) readable[key] = value;
    if (writable) writable[key] = value;
  }

  function noteError(stream, error) {
    const { readable, writable } = statesOf(stream);
    if (writable) writable.errored ??= error;
    if (readable) readable.errored ??= error;
  }

  function emitClose(stream) {
    const { readable, writable } = statesOf(stream);
    mark(stream, 'closeEmitted', true);
    if (writable?.emitClose || readable?.emitClose) stream.emit('close');
  }

  function emitError(stream, error) {
    const { readable, writable } = statesOf(stream);
    if (writable?.errorEmitted || readable?.errorEmitted) return;
    mark(stream, 'errorEmitted', true);
    stream.emit('error', error);
  }

  function destroy(error, callback) {
    const { readable, writable } = statesOf(this);
    if (readable?.destroyed || writable?.destroyed) {
      if (typeof callback === 'function') callback();
      return this;
    }
    if (error) noteError(this, error);
    mark(this, 'destroyed', true);
    if ((writable ?? readable).constructed) runDestroy(this, error, callback);
    else this.once('#constructed', (fault) => runDestroy(this, error ?? fault, callback));
    return this;
  }

  function runDestroy(stream, error, callback) {
    let called = false;
    const onDestroy = (fault) => {
      if (called) return;
      called = true;
      if (fault) noteError(stream, fault);
      mark(stream, 'closed', true);
      if (typeof callback === 'function') callback(fault);
      nextTick(() => {
        if (fault) emitErrorThenClose(stream, fault);
        else emitClose(stream);
      });
    };
    try {
      stream._destroy(error || null, onDestroy);
    } catch (fault) {
      onDestroy(fault);
    }
  }

  function emitErrorThenClose(stream, error) {
    try {
      emitError(stream, error);
    } finally {
      emitClose(stream);
    }
  }

  // An error inside the stream's own machinery.
  function fail(stream, error, soon) {
    const { readable, writable } = statesOf(stream);
    if (readable?.destroyed || writable?.destroyed) return;
    if (readable?.autoDestroy || writable?.autoDestroy) {
      stream.destroy(error);
      return;
    }
    noteError(stream, error);
    if (soon) nextTick(() => emitError(stream, error));
    else emitError(stream, error);
  }

  function construct(stream, then) {
    if (typeof stream._construct !== 'function') return;
    mark(stream, 'constructed', false);
    let called = false;
    nextTick(() => {
      const onConstruct = (error) => {
        if (called) {
          fail(stream, error ?? errors.multipleCallback());
          return;
        }
        called = true;
        mark(stream, 'constructed', true);
        const { readable, writable } = statesOf(stream);
        if ((writable ?? readable).destroyed) stream.emit('#constructed', error);
        else if (error) fail(stream, error, true);
        else nextTick(then);
      };
      try {
        stream._construct((error) => nextTick(onConstruct, error));
      } catch (error) {
        nextTick(onConstruct, error);
      }
    });
  }

  // Own getters and methods of a literal, onto a prototype; what is there already stays when asked.
  function extend(prototype, members) {
    const keys = ReflectOwnKeys(members);
    for (let i = 0; i < keys.length; i++) {
      const descriptor = internals.descriptorOf(members, keys[i]);
      descriptor.enumerable = false;
      ObjectDefineProperty(prototype, keys[i], descriptor);
    }
  }

  function inherit(Constructor, Parent) {
    ObjectSetPrototypeOf(Constructor.prototype, Parent.prototype);
    ObjectSetPrototypeOf(Constructor, Parent);
  }

  function isNodeStream(value) {
    if (value === null || typeof value !== 'object') return false;
    if (value._readableState || value._writableState) return true;
    return typeof value.on === 'function' && (typeof value.write === 'function' || typeof value.pipe === 'function');
  }

  const isReadableSide = (value) =>
    isNodeStream(value) && typeof value.pipe === 'function' && value.readable !== false && (!value._writableState || !!value._readableState);
  const isWritableSide = (value) => isNodeStream(value) && typeof value.write === 'function' && (!value._readableState || !!value._writableState);

  function addAbortSignal(signal, stream) {
    const onAbort = () => stream.destroy(errors.aborted(signal));
    if (signal.aborted) {
      onAbort();
      return stream;
    }
    signal.addEventListener('abort', onAbort, { once: true });
    stream.once('close', () => signal.removeEventListener('abort', onAbort));
    return stream;
  }

  return {
    __proto__: null, Stream, defaults, highWaterMark, errors, destroy, fail, construct, extend, inherit, isNodeStream, isReadableSide, isWritableSide,
    addAbortSignal, nextTick,
  };
});
