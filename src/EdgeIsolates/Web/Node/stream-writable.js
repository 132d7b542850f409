'use strict';
// https://nodejs.org/api/stream.html#class-streamwritable
const {
  ArrayBufferIsView, ArrayPrototypeSplice, Error, FunctionPrototypeSymbolHasInstance, NewList, ObjectDefineProperty, ReflectApply, SymbolHasInstance, TypeError,
} = internals.primordials;
const { node, bytes: { viewOf } } = internals;

node.define('#stream-writable', () => {
  const { Buffer } = node.load('buffer');
  const { invalidArgType, nodeError } = node.load('#errors');
  const { Stream, highWaterMark, errors, destroy, fail, construct, extend, inherit, nextTick, addAbortSignal } = node.load('#stream-base');
  const over = node.load('#buffer-class').over;
  const nothing = () => {};

  class WritableState {
    length = 0;
    needDrain = false;
    ending = false;
    ended = false;
    finished = false;
    finalCalled = false;
    prefinished = false;
    destroyed = false;
    constructed = true;
    writing = false;
    corked = 0;
    sync = true;
    flushing = false;
    writeCallback = null;
    onWrite = null;
    writeLength = 0;
    buffered = [];
    waiting = 0; // callbacks still to be called
    onFinish = NewList();
    errored = null;
    errorEmitted = false;
    closed = false;
    closeEmitted = false;

    constructor(options, isDuplex) {
      this.objectMode = !!(options?.objectMode || (isDuplex && options?.writableObjectMode));
      this.highWaterMark = highWaterMark(options, 'writableHighWaterMark', isDuplex, this.objectMode);
      this.decodeStrings = options?.decodeStrings !== false;
      this.defaultEncoding = options?.defaultEncoding || 'utf8';
      this.emitClose = options?.emitClose !== false;
      this.autoDestroy = options?.autoDestroy !== false;
    }
  }

  function Writable(options) {
    if (!(this instanceof Writable)) return new Writable(options);
    initialize(this, options, false);
    ReflectApply(Stream, this, [options]);
    construct(this, () => {
      if (!this._writableState.writing) flush(this, this._writableState);
      finishMaybe(this, this._writableState);
    });
    return undefined;
  }
  inherit(Writable, Stream);

  // A Duplex is a Writable too, though its prototype chain goes through Readable.
  ObjectDefineProperty(Writable, SymbolHasInstance, {
    __proto__: null,
    value(object) {
      if (FunctionPrototypeSymbolHasInstance(this, object)) return true;
      return this === Writable && !!object && object._writableState instanceof WritableState;
    },
  });

  function initialize(stream, options, isDuplex) {
    stream._writableState = new WritableState(options, isDuplex);
    stream._writableState.onWrite = onWriteOf(stream);
    if (typeof options?.write === 'function') stream._write = options.write;
    if (typeof options?.writev === 'function') stream._writev = options.writev;
    if (typeof options?.destroy === 'function') stream._destroy = options.destroy;
    if (typeof options?.final === 'function') stream._final = options.final;
    if (typeof options?.construct === 'function') stream._construct = options.construct;
    if (options?.signal && !isDuplex) addAbortSignal(options.signal, stream);
  }

  function write(stream, chunk, encoding, callback) {
    const state = stream._writableState;
    if (typeof encoding === 'function') {
      callback = encoding;
      encoding = state.defaultEncoding;
    } else {
      encoding ||= state.defaultEncoding;
      if (encoding !== 'buffer' && !Buffer.isEncoding(encoding)) throw nodeError(TypeError, 'ERR_UNKNOWN_ENCODING', `Unknown encoding: ${encoding}`);
    }
    if (typeof callback !== 'function') callback = nothing;
    if (chunk === null) throw errors.nullValues();
    if (!state.objectMode) {
      if (typeof chunk === 'string') {
        if (state.decodeStrings) {
          chunk = Buffer.from(chunk, encoding);
          encoding = 'buffer';
        }
      } else if (ArrayBufferIsView(chunk)) {
        if (!Buffer.isBuffer(chunk)) chunk = over(viewOf(chunk));
        encoding = 'buffer';
      } else {
        throw invalidArgType('chunk', ['string', 'Buffer', 'TypedArray', 'DataView'], chunk);
      }
    }
    const error = state.ending ? errors.writeAfterEnd() : state.destroyed ? errors.destroyed('write') : undefined;
    if (error === undefined) {
      state.waiting++;
      return writeOrBuffer(stream, state, chunk, encoding, callback);
    }
    nextTick(callback, error);
    fail(stream, error, true);
    return error;
  }

  function writeOrBuffer(stream, state, chunk, encoding, callback) {
    const length = state.objectMode ? 1 : chunk.length;
    state.length += length;
    const hasRoom = state.length < state.highWaterMark;
    if (!hasRoom) state.needDrain = true;
    if (state.writing || state.corked > 0 || state.errored || !state.constructed) state.buffered[state.buffered.length] = { chunk, encoding, callback };
    else writeNow(stream, state, length, callback, () => stream._write(chunk, encoding, state.onWrite));
    return hasRoom && !state.errored && !state.destroyed;
  }

  function writeNow(stream, state, length, callback, start) {
    state.writeLength = length;
    state.writeCallback = callback;
    state.writing = true;
    state.sync = true;
    if (state.destroyed) state.onWrite(errors.destroyed('write'));
    else start();
    state.sync = false;
  }

  const onWriteOf = (stream) => (error) => {
    const state = stream._writableState, { sync, writeCallback: callback } = state;
    if (typeof callback !== 'function') {
      fail(stream, errors.multipleCallback());
      return;
    }
    state.writing = false;
    state.writeCallback = null;
    state.length -= state.writeLength;
    state.writeLength = 0;
    if (error) {
      state.errored ??= error;
      if (stream._readableState) stream._readableState.errored ??= error;
      if (sync) nextTick(afterError, stream, state, error, callback);
      else afterError(stream, state, error, callback);
      return;
    }
    if (state.buffered.length > 0) flush(stream, state);
    if (sync) nextTick(afterWrite, stream, state, callback);
    else afterWrite(stream, state, callback);
  };

  function afterError(stream, state, error, callback) {
    state.waiting--;
    callback(error);
    dropBuffered(state);
    fail(stream, error);
  }

  function afterWrite(stream, state, callback) {
    if (!state.ending && !stream.destroyed && state.length === 0 && state.needDrain) {
      state.needDrain = false;
      stream.emit('drain');
    }
    state.waiting--;
    callback(null);
    if (state.destroyed) dropBuffered(state);
    finishMaybe(stream, state);
  }

  function dropBuffered(state) {
    if (state.writing) return;
    const list = ArrayPrototypeSplice(state.buffered, 0, state.buffered.length);
    for (let i = 0; i < list.length; i++) {
      state.length -= state.objectMode ? 1 : list[i].chunk.length;
      list[i].callback(state.errored ?? errors.destroyed('write'));
    }
    callOnFinish(state, state.errored ?? errors.destroyed('end'));
  }

  function callOnFinish(state, error) {
    const list = state.onFinish;
    state.onFinish = NewList();
    for (let i = 0; i < list.length; i++) list[i](error);
  }

  function flush(stream, state) {
    if (state.corked > 0 || state.flushing || state.destroyed || !state.constructed || state.buffered.length === 0) return;
    state.flushing = true;
    const { onWrite } = state;
    if (state.buffered.length > 1 && stream._writev) {
      const chunks = ArrayPrototypeSplice(state.buffered, 0, state.buffered.length);
      state.waiting -= chunks.length - 1;
      const callback = (error) => { for (let i = 0; i < chunks.length; i++) chunks[i].callback(error); };
      writeNow(stream, state, state.length, callback, () => stream._writev(chunks, onWrite));
    } else {
      let count = 0;
      while (count < state.buffered.length && !state.writing) {
        const { chunk, encoding, callback } = state.buffered[count++];
        writeNow(stream, state, state.objectMode ? 1 : chunk.length, callback, () => stream._write(chunk, encoding, onWrite));
      }
      ArrayPrototypeSplice(state.buffered, 0, count);
    }
    state.flushing = false;
  }

  const canFinish = (state) => state.ending && !state.destroyed && state.constructed && state.length === 0 && !state.errored && state.buffered.length === 0
    && !state.finished && !state.writing && !state.errorEmitted && !state.closeEmitted;

  function finishMaybe(stream, state, sync) {
    if (!canFinish(state)) return;
    prefinish(stream, state);
    if (state.waiting !== 0 || !canFinish(state)) return;
    state.waiting++;
    const then = () => {
      if (canFinish(state)) finish(stream, state);
      else state.waiting--;
    };
    if (sync) nextTick(then);
    else then();
  }

  function prefinish(stream, state) {
    if (state.prefinished || state.finalCalled) return;
    if (typeof stream._final === 'function' && !state.destroyed) {
      state.finalCalled = true;
      callFinal(stream, state);
    } else {
      state.prefinished = true;
      stream.emit('prefinish');
    }
  }

  function callFinal(stream, state) {
    let called = false;
    const onFinal = (error) => {
      if (called) {
        fail(stream, error ?? errors.multipleCallback());
        return;
      }
      called = true;
      state.waiting--;
      if (error) {
        callOnFinish(state, error);
        fail(stream, error, state.sync);
      } else if (canFinish(state)) {
        state.prefinished = true;
        stream.emit('prefinish');
        state.waiting++;
        nextTick(finish, stream, state);
      }
    };
    state.sync = true;
    state.waiting++;
    try {
      stream._final(onFinal);
    } catch (error) {
      onFinal(error);
    }
    state.sync = false;
  }

  function finish(stream, state) {
    state.waiting--;
    state.finished = true;
    callOnFinish(state);
    stream.emit('finish');
    const readable = stream._readableState;
    if (state.autoDestroy && (!readable || (readable.autoDestroy && (readable.endEmitted || readable.readable === false)))) stream.destroy();
  }

  extend(Writable.prototype, {
    pipe() { fail(this, nodeError(Error, 'ERR_STREAM_CANNOT_PIPE', 'Cannot pipe, not readable')); },
    write(chunk, encoding, callback) { return write(this, chunk, encoding, callback) === true; },
    _write(chunk, encoding, callback) {
      if (!this._writev) throw errors.notImplemented('_write()');
      this._writev([{ chunk, encoding }], callback);
    },
    cork() { this._writableState.corked++; },
    uncork() {
      const state = this._writableState;
      if (state.corked === 0) return;
      state.corked--;
      if (!state.writing) flush(this, state);
    },
    setDefaultEncoding(encoding) {
      if (!Buffer.isEncoding(encoding)) throw nodeError(TypeError, 'ERR_UNKNOWN_ENCODING', `Unknown encoding: ${encoding}`);
      this._writableState.defaultEncoding = encoding;
      return this;
    },
    end(chunk, encoding, callback) {
      const state = this._writableState;
      if (typeof chunk === 'function') {
        callback = chunk;
        chunk = encoding = null;
      } else if (typeof encoding === 'function') {
        callback = encoding;
        encoding = null;
      }
      let error;
      if (chunk !== undefined && chunk !== null) {
        const result = write(this, chunk, encoding);
        if (result !== true && result !== false) error = result;
      }
      if (state.corked > 0) {
        state.corked = 1;
        this.uncork();
      }
      if (error === undefined && !state.errored && !state.ending) {
        state.ending = true;
        finishMaybe(this, state, true);
        state.ended = true;
      } else {
        error ??= state.finished ? errors.alreadyFinished('end') : state.destroyed ? errors.destroyed('end') : undefined;
      }
      if (typeof callback === 'function') {
        if (error !== undefined || state.finished) nextTick(callback, error);
        else state.onFinish[state.onFinish.length] = callback;
      }
      return this;
    },
    destroy(error, callback) {
      const state = this._writableState;
      if (!state.destroyed && (state.buffered.length > 0 || state.onFinish.length > 0)) nextTick(dropBuffered, state);
      return ReflectApply(destroy, this, [error, callback]);
    },
    _destroy(error, callback) { callback(error); },
    get writable() {
      const state = this._writableState;
      return !!state && state.writable !== false && !state.destroyed && !state.errored && !state.ending && !state.ended;
    },
    set writable(value) { if (this._writableState) this._writableState.writable = !!value; },
    get writableFinished() { return this._writableState.finished; },
    get writableObjectMode() { return this._writableState.objectMode; },
    get writableEnded() { return this._writableState.ending; },
    get writableNeedDrain() { return !this._writableState.destroyed && !this._writableState.ending && this._writableState.needDrain; },
    get writableHighWaterMark() { return this._writableState.highWaterMark; },
    get writableCorked() { return this._writableState.corked; },
    get writableLength() { return this._writableState.length; },
    get writableAborted() { return (this._writableState.destroyed || this._writableState.errored !== null) && !this._writableState.finished; },
    get errored() { return this._writableState.errored; },
    get closed() { return this._writableState.closed; },
    get destroyed() { return !!this._writableState?.destroyed; },
    set destroyed(value) { if (this._writableState) this._writableState.destroyed = value; },
  });

  Writable.WritableState = WritableState;
  return { __proto__: null, Writable, initializeWritable: initialize, flushWritable: flush, finishMaybe };
});
