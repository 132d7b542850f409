'use strict';
// https://nodejs.org/api/stream.html#class-streamreadable
const {
  ArrayBufferIsView, ArrayPrototypeFilter, ArrayPrototypeIncludes, ArrayPrototypeJoin, ArrayPrototypeShift, ArrayPrototypeUnshift, NumberIsNaN,
  StringPrototypeSlice, NumberParseInt, ReflectApply, SymbolAsyncIterator,
} = internals.primordials;
const { node, bytes: { viewOf } } = internals;

node.define('#stream-readable', () => {
  const { Buffer } = node.load('buffer');
  const { invalidArgType } = node.load('#errors');
  const { StringDecoder } = node.load('string_decoder');
  const ReadableState = node.load('#stream-readable-state');
  const EventEmitter = node.load('events');
  const { Stream, errors, destroy, fail, construct, extend, inherit, nextTick, addAbortSignal } = node.load('#stream-base');
  const over = node.load('#buffer-class').over;

  function Readable(options) {
    if (!(this instanceof Readable)) return new Readable(options);
    initialize(this, options, false);
    ReflectApply(Stream, this, [options]);
    construct(this, () => { if (this._readableState.needReadable) maybeReadMore(this); });
    return undefined;
  }
  inherit(Readable, Stream);

  function initialize(stream, options, isDuplex) {
    stream._readableState = new ReadableState(options, isDuplex);
    if (typeof options?.read === 'function') stream._read = options.read;
    if (typeof options?.destroy === 'function') stream._destroy = options.destroy;
    if (typeof options?.construct === 'function') stream._construct = options.construct;
    if (options?.signal) addAbortSignal(options.signal, stream);
  }

  const sizeOf = (state, chunk) => (state.objectMode ? 1 : chunk.length);

  // The chunk as the stream keeps it, or an error.
  function convert(state, chunk, encoding) {
    if (state.objectMode) return chunk;
    if (typeof chunk === 'string') {
      encoding ||= state.defaultEncoding;
      return state.encoding === encoding ? chunk : Buffer.from(chunk, encoding);
    }
    if (ArrayBufferIsView(chunk)) return Buffer.isBuffer(chunk) ? chunk : over(viewOf(chunk));
    throw invalidArgType('chunk', ['string', 'Buffer', 'TypedArray', 'DataView'], chunk);
  }

  function take(stream, chunk, encoding, isFront) {
    const state = stream._readableState;
    if (chunk === null) {
      state.reading = false;
      onEnd(stream, state);
      return false;
    }
    let converted;
    try {
      converted = chunk === undefined && !state.objectMode ? undefined : convert(state, chunk, encoding);
    } catch (error) {
      fail(stream, error);
      return false;
    }
    if (converted === undefined || (!state.objectMode && converted.length <= 0)) {
      if (!isFront) {
        state.reading = false;
        maybeReadMore(stream);
      }
    } else if (isFront) {
      if (state.endEmitted) fail(stream, errors.unshiftAfterEnd());
      else if (!state.destroyed && !state.errored) keep(stream, state, converted, true);
    } else if (state.ended) {
      fail(stream, errors.pushAfterEnd());
    } else if (!state.destroyed && !state.errored) {
      state.reading = false;
      if (state.decoder !== null && typeof converted !== 'string') {
        converted = state.decoder.write(converted);
        if (converted.length > 0) keep(stream, state, converted, false);
        else maybeReadMore(stream);
      } else {
        keep(stream, state, converted, false);
      }
    } else {
      return false;
    }
    return !state.ended && (state.length < state.highWaterMark || state.length === 0);
  }

  function keep(stream, state, chunk, isFront) {
    if (state.flowing && state.length === 0 && !state.sync && stream.listenerCount('data') > 0) {
      state.awaitDrain.clear();
      state.dataEmitted = true;
      stream.emit('data', chunk);
    } else {
      state.length += sizeOf(state, chunk);
      if (isFront) ArrayPrototypeUnshift(state.buffer, chunk);
      else state.buffer[state.buffer.length] = chunk;
      if (state.needReadable) emitReadable(stream);
    }
    maybeReadMore(stream);
  }

  function onEnd(stream, state) {
    if (state.ended) return;
    if (state.decoder !== null) {
      const rest = state.decoder.end();
      if (rest.length > 0) {
        state.buffer[state.buffer.length] = rest;
        state.length += sizeOf(state, rest);
      }
    }
    state.ended = true;
    if (state.sync) {
      emitReadable(stream);
    } else {
      state.needReadable = false;
      state.emittedReadable = true;
      emitReadableNow(stream);
    }
  }

  function emitReadable(stream) {
    const state = stream._readableState;
    state.needReadable = false;
    if (state.emittedReadable) return;
    state.emittedReadable = true;
    nextTick(emitReadableNow, stream);
  }

  function emitReadableNow(stream) {
    const state = stream._readableState;
    if (!state.destroyed && !state.errored && (state.length > 0 || state.ended)) {
      stream.emit('readable');
      state.emittedReadable = false;
    }
    state.needReadable = !state.flowing && !state.ended && state.length <= state.highWaterMark;
    flow(stream);
  }

  function maybeReadMore(stream) {
    const state = stream._readableState;
    if (state.readingMore || !state.constructed) return;
    state.readingMore = true;
    nextTick(() => {
      while (!state.reading && !state.ended && (state.length < state.highWaterMark || (state.flowing && state.length === 0))) {
        const before = state.length;
        stream.read(0);
        if (before === state.length) break;
      }
      state.readingMore = false;
    });
  }

  function flow(stream) {
    while (stream._readableState.flowing && stream.read() !== null);
  }

  function howMuch(n, state) {
    if (n <= 0 || (state.length === 0 && state.ended)) return 0;
    if (state.objectMode) return 1;
    if (NumberIsNaN(n)) return state.flowing && state.length > 0 ? state.buffer[0].length : state.length;
    return n <= state.length ? n : state.ended ? state.length : 0;
  }

  const joined = (parts, length) => (typeof parts[0] === 'string' ? ArrayPrototypeJoin(parts, '') : Buffer.concat(parts, length));
  const cut = (chunk, start, end) => (typeof chunk === 'string' ? StringPrototypeSlice(chunk, start, end) : chunk.subarray(start, end));

  // The next n bytes, characters or the next object.
  function fromBuffer(n, state) {
    const { buffer } = state;
    if (state.length === 0) return null;
    if (state.objectMode || n === buffer[0].length) return ArrayPrototypeShift(buffer);
    if (n >= state.length) {
      const all = buffer.length === 1 ? buffer[0] : joined(buffer, state.length);
      buffer.length = 0;
      return all;
    }
    if (n < buffer[0].length) {
      const part = cut(buffer[0], 0, n);
      buffer[0] = cut(buffer[0], n);
      return part;
    }
    const parts = [];
    for (let left = n; left > 0;) {
      if (buffer[0].length <= left) {
        left -= buffer[0].length;
        parts[parts.length] = ArrayPrototypeShift(buffer);
      } else {
        parts[parts.length] = cut(buffer[0], 0, left);
        buffer[0] = cut(buffer[0], left);
        left = 0;
      }
    }
    return joined(parts, n);
  }

  function endReadable(stream) {
    const state = stream._readableState;
    if (state.endEmitted) return;
    state.ended = true;
    nextTick(() => {
      if (state.errored || state.closeEmitted || state.endEmitted || state.length > 0) return;
      state.endEmitted = true;
      stream.emit('end');
      const writable = stream._writableState;
      if (writable && stream.allowHalfOpen === false) nextTick(() => { if (stream.writable && !stream.writableEnded && !stream.destroyed) stream.end(); });
      else if (state.autoDestroy && (!writable || (writable.autoDestroy && (writable.finished || writable.writable === false)))) stream.destroy();
    });
  }

  function callRead(stream, state) {
    state.reading = true;
    state.sync = true;
    if (state.length === 0) state.needReadable = true;
    try {
      stream._read(state.highWaterMark);
    } catch (error) {
      fail(stream, error);
    }
    state.sync = false;
  }

  function resume(stream) {
    const state = stream._readableState;
    if (state.resumeScheduled) return;
    state.resumeScheduled = true;
    nextTick(() => {
      if (!state.reading) stream.read(0);
      state.resumeScheduled = false;
      stream.emit('resume');
      flow(stream);
      if (state.flowing && !state.reading) stream.read(0);
    });
  }

  function updateListening(stream) {
    const state = stream._readableState;
    state.readableListening = stream.listenerCount('readable') > 0;
    if (state.resumeScheduled && !state.paused) state.flowing = true;
    else if (stream.listenerCount('data') > 0) stream.resume();
    else if (!state.readableListening) state.flowing = null;
  }

  extend(Readable.prototype, {
    destroy,
    _destroy(error, callback) { callback(error); },
    _read() { throw errors.notImplemented('_read()'); },
    push(chunk, encoding) { return take(this, chunk, encoding, false); },
    unshift(chunk, encoding) { return take(this, chunk, encoding, true); },
    isPaused() { return this._readableState.paused === true || this._readableState.flowing === false; },
    setEncoding(encoding) {
      const state = this._readableState, decoder = new StringDecoder(encoding);
      state.decoder = decoder;
      state.encoding = decoder.encoding;
      let content = '';
      for (let i = 0; i < state.buffer.length; i++) content += decoder.write(state.buffer[i]);
      state.buffer.length = 0;
      if (content !== '') state.buffer[0] = content;
      state.length = content.length;
      return this;
    },
    read(wanted) {
      const state = this._readableState;
      let n = wanted === undefined ? NaN : NumberParseInt(wanted, 10);
      const asked = n;
      if (n > state.highWaterMark) state.highWaterMark = n;
      if (n !== 0) state.emittedReadable = false;
      const isFull = state.highWaterMark !== 0 ? state.length >= state.highWaterMark : state.length > 0;
      if (n === 0 && state.needReadable && (isFull || state.ended)) {
        if (state.length === 0 && state.ended) endReadable(this);
        else emitReadable(this);
        return null;
      }
      n = howMuch(n, state);
      if (n === 0 && state.ended) {
        if (state.length === 0) endReadable(this);
        return null;
      }
      const isLow = state.needReadable || state.length === 0 || state.length - n < state.highWaterMark;
      if (isLow && !state.ended && !state.reading && !state.destroyed && !state.errored && state.constructed) {
        callRead(this, state);
        if (!state.reading) n = howMuch(asked, state);
      }
      const chunk = n > 0 ? fromBuffer(n, state) : null;
      if (chunk === null) {
        state.needReadable = state.length <= state.highWaterMark;
        n = 0;
      } else {
        state.length -= n;
        state.awaitDrain.clear();
      }
      if (state.length === 0) {
        if (!state.ended) state.needReadable = true;
        if (asked !== n && state.ended) endReadable(this);
      }
      if (chunk !== null && !state.errorEmitted && !state.closeEmitted) {
        state.dataEmitted = true;
        this.emit('data', chunk);
      }
      return chunk;
    },
    on(type, listener) {
      const result = ReflectApply(EventEmitter.prototype.on, this, [type, listener]), state = this._readableState;
      if (type === 'data') {
        state.readableListening = this.listenerCount('readable') > 0;
        if (state.flowing !== false) this.resume();
      } else if (type === 'readable' && !state.endEmitted && !state.readableListening) {
        state.readableListening = state.needReadable = true;
        state.flowing = false;
        state.emittedReadable = false;
        if (state.length > 0) emitReadable(this);
        else if (!state.reading) nextTick(() => this.read(0));
      }
      return result;
    },
    addListener(type, listener) { return this.on(type, listener); },
    removeListener(type, listener) {
      const result = ReflectApply(EventEmitter.prototype.removeListener, this, [type, listener]);
      if (type === 'readable') nextTick(updateListening, this);
      return result;
    },
    off(type, listener) { return this.removeListener(type, listener); },
    removeAllListeners(...types) {
      const result = ReflectApply(EventEmitter.prototype.removeAllListeners, this, types);
      if (types.length === 0 || types[0] === 'readable') nextTick(updateListening, this);
      return result;
    },
    resume() {
      const state = this._readableState;
      if (!state.flowing) {
        state.flowing = !state.readableListening;
        resume(this);
      }
      state.paused = false;
      return this;
    },
    pause() {
      const state = this._readableState;
      if (state.flowing !== false) {
        state.flowing = false;
        this.emit('pause');
      }
      state.paused = true;
      return this;
    },
    pipe(target, options) { return node.load('#stream-pipe').pipe(this, target, options); },
    unpipe(target) {
      const { pipes } = this._readableState;
      const removed = target === undefined ? pipes : ArrayPrototypeIncludes(pipes, target) ? [target] : [];
      this._readableState.pipes = target === undefined ? [] : ArrayPrototypeFilter(pipes, (each) => each !== target);
      if (this._readableState.pipes.length === 0 && removed.length > 0) this.pause();
      for (let i = 0; i < removed.length; i++) removed[i].emit('unpipe', this, { hasUnpiped: false });
      return this;
    },
    [SymbolAsyncIterator]() { return node.load('#stream-pipe').iterate(this); },
    iterator(options) { return node.load('#stream-pipe').iterate(this, options); },
    async toArray() {
      const list = [];
      for await (const chunk of this) list[list.length] = chunk;
      return list;
    },
    get readable() {
      const state = this._readableState;
      return !!state && state.readable !== false && !state.destroyed && !state.errorEmitted && !state.endEmitted;
    },
    set readable(value) { if (this._readableState) this._readableState.readable = !!value; },
    get readableFlowing() { return this._readableState.flowing; },
    set readableFlowing(value) { this._readableState.flowing = value; },
    get readableLength() { return this._readableState.length; },
    get readableHighWaterMark() { return this._readableState.highWaterMark; },
    get readableObjectMode() { return this._readableState.objectMode; },
    get readableEncoding() { return this._readableState.encoding; },
    get readableEnded() { return this._readableState.endEmitted; },
    get readableDidRead() { return this._readableState.dataEmitted; },
    get readableAborted() { return (this._readableState.destroyed || this._readableState.errored !== null) && !this._readableState.endEmitted; },
    get errored() { return this._readableState?.errored ?? this._writableState?.errored ?? null; },
    get closed() { return !!(this._readableState ?? this._writableState)?.closed; },
    get destroyed() { return !!this._readableState?.destroyed && (!this._writableState || this._writableState.destroyed); },
    set destroyed(value) {
      if (this._readableState) this._readableState.destroyed = value;
      if (this._writableState) this._writableState.destroyed = value;
    },
  });

  Readable.ReadableState = ReadableState;
  Stream.prototype.pipe = Readable.prototype.pipe;
  return { __proto__: null, Readable, initializeReadable: initialize };
});
