'use strict';
// https://nodejs.org/api/stream.html#duplex-and-transform-streams
const { ObjectDefineProperty, ReflectApply, ReflectOwnKeys } = internals.primordials;
const { node, descriptorOf } = internals;

node.define('#stream-duplex', () => {
  const { Stream, errors, construct, extend, inherit } = node.load('#stream-base');
  const { Readable, initializeReadable } = node.load('#stream-readable');
  const { Writable, initializeWritable, flushWritable, finishMaybe } = node.load('#stream-writable');

  function Duplex(options) {
    if (!(this instanceof Duplex)) return new Duplex(options);
    initializeReadable(this, options, true);
    initializeWritable(this, options, true);
    this.allowHalfOpen = options?.allowHalfOpen !== false;
    if (options?.readable === false) {
      this._readableState.readable = false;
      this._readableState.ended = this._readableState.endEmitted = true;
    }
    if (options?.writable === false) {
      this._writableState.writable = false;
      this._writableState.ending = this._writableState.ended = this._writableState.finished = true;
    }
    ReflectApply(Stream, this, [options]);
    construct(this, () => {
      if (this._readableState.needReadable) this.read(0);
      flushWritable(this, this._writableState);
      finishMaybe(this, this._writableState);
    });
    return undefined;
  }
  inherit(Duplex, Readable);

  // The writable half; what a Readable has stays.
  const names = ReflectOwnKeys(Writable.prototype);
  for (let i = 0; i < names.length; i++) {
    if (descriptorOf(Readable.prototype, names[i]) === undefined) ObjectDefineProperty(Duplex.prototype, names[i], descriptorOf(Writable.prototype, names[i]));
  }

  function Transform(options) {
    if (!(this instanceof Transform)) return new Transform(options);
    ReflectApply(Duplex, this, [options]);
    this._readableState.sync = false;
    this._pending = null; // the callback of a chunk that waits for the readable side
    if (typeof options?.transform === 'function') this._transform = options.transform;
    if (typeof options?.flush === 'function') this._flush = options.flush;
    this.on('prefinish', () => { if (this._final !== final) ReflectApply(final, this, []); });
    return undefined;
  }
  inherit(Transform, Duplex);

  function final(callback) {
    const end = (error, data) => {
      if (error) {
        if (callback) callback(error);
        else this.destroy(error);
        return;
      }
      if (data !== undefined && data !== null) this.push(data);
      this.push(null);
      if (callback) callback();
    };
    if (typeof this._flush === 'function' && !this.destroyed) this._flush(end);
    else end();
  }

  extend(Transform.prototype, {
    _final: final,
    _transform() { throw errors.notImplemented('_transform()'); },
    _write(chunk, encoding, callback) {
      const readable = this._readableState, before = readable.length;
      this._transform(chunk, encoding, (error, value) => {
        if (error) {
          callback(error);
          return;
        }
        if (value !== undefined && value !== null) this.push(value);
        if (this._writableState.ended || before === readable.length || readable.length < readable.highWaterMark) callback();
        else this._pending = callback;
      });
    },
    _read() {
      const callback = this._pending;
      this._pending = null;
      if (callback) callback();
    },
  });

  function PassThrough(options) {
    if (!(this instanceof PassThrough)) return new PassThrough(options);
    ReflectApply(Transform, this, [options]);
    return undefined;
  }
  inherit(PassThrough, Transform);
  extend(PassThrough.prototype, { _transform(chunk, encoding, callback) { callback(null, chunk); } });

  return { __proto__: null, Duplex, Transform, PassThrough };
});
