'use strict';
// https://nodejs.org/api/stream.html
const {
  ArrayPrototypePush, JSONParse, ObjectDefineProperty, ObjectKeys, Promise, SymbolAsyncIterator, SymbolFor, SymbolIterator, Uint8Array, globalThis: global,
} = internals.primordials;
const { node } = internals;

// A Readable of what is iterated; text and bytes are one chunk.
node.define('#stream-from', () => {
  const { Readable } = node.load('#stream-readable');
  const { Buffer } = node.load('buffer');
  const { invalidArgType } = node.load('#errors');

  return (iterable, options) => {
    if (typeof iterable === 'string' || iterable instanceof Buffer) {
      return new Readable({ objectMode: true, ...options, read() { this.push(iterable); this.push(null); } });
    }
    const isAsync = !!iterable?.[SymbolAsyncIterator];
    if (!isAsync && !iterable?.[SymbolIterator]) throw invalidArgType('iterable', 'Iterable', iterable);
    const iterator = isAsync ? iterable[SymbolAsyncIterator]() : iterable[SymbolIterator]();
    const readable = new Readable({ objectMode: true, highWaterMark: 1, ...options });
    let reading = false;

    async function next() {
      for (;;) {
        try {
          const { value, done } = isAsync ? await iterator.next() : iterator.next();
          if (done) {
            readable.push(null);
            return;
          }
          const chunk = value && typeof value.then === 'function' ? await value : value;
          if (chunk === null) {
            reading = false;
            throw node.load('#stream-base').errors.nullValues();
          }
          if (readable.push(chunk)) continue;
          reading = false;
        } catch (error) {
          readable.destroy(error);
        }
        return;
      }
    }

    async function close(error) {
      const failed = error !== undefined && error !== null;
      if (failed && typeof iterator.throw === 'function') {
        const { value, done } = await iterator.throw(error);
        await value;
        if (done) return;
      }
      if (typeof iterator.return === 'function') {
        const { value } = await iterator.return();
        await value;
      }
    }

    readable._read = () => {
      if (reading) return;
      reading = true;
      next();
    };
    readable._destroy = (error, callback) => {
      const { nextTick } = node.load('process');
      close(error).then(() => nextTick(callback, error), (fault) => nextTick(callback, fault || error));
    };
    return readable;
  };
});

// Between these streams and those of the Web.
node.define('#stream-web', () => {
  const { Readable } = node.load('#stream-readable');
  const { Writable } = node.load('#stream-writable');
  const { Duplex } = node.load('#stream-duplex');
  const { finished } = node.load('#stream-finished');
  const { Buffer } = node.load('buffer');
  const { errors } = node.load('#stream-base');

  function readableToWeb(source, options) {
    const { objectMode } = source._readableState;
    const size = objectMode ? undefined : (chunk) => chunk.byteLength ?? 1;
    const strategy = options?.strategy ?? { highWaterMark: source.readableHighWaterMark, size };
    source.pause();
    return new global.ReadableStream({
      start(controller) {
        const stop = finished(source, { writable: false }, (error) => {
          stop();
          source.on('error', () => {});
          if (error) controller.error(error);
          else controller.close();
        });
        source.on('data', (chunk) => {
          controller.enqueue(!objectMode && chunk instanceof Uint8Array ? new Uint8Array(chunk) : chunk);
          if (controller.desiredSize <= 0) source.pause();
        });
        source.pause();
      },
      pull() { source.resume(); },
      cancel(reason) { source.destroy(reason); },
    }, strategy);
  }

  function readableFromWeb(stream, options) {
    const reader = stream.getReader();
    let isClosed = false;
    const readable = new Readable({
      objectMode: false, ...options,
      async read() {
        try {
          const { value, done } = await reader.read();
          if (done) isClosed = true;
          readable.push(done ? null : value);
        } catch (error) {
          isClosed = true;
          readable.destroy(error);
        }
      },
      destroy(error, callback) {
        if (isClosed) callback(error);
        else reader.cancel(error ?? undefined).then(() => callback(error), (fault) => callback(error ?? fault));
      },
    });
    return readable;
  }

  function writableToWeb(target) {
    let wake = null;
    const settle = (error) => {
      const waiting = wake;
      wake = null;
      if (waiting !== null) (error ? waiting.reject : waiting.resolve)(error);
    };
    return new global.WritableStream({
      start(controller) {
        target.on('drain', () => settle());
        const stop = finished(target, { readable: false }, (error) => {
          stop();
          target.on('error', () => {});
          settle(error ?? undefined);
          if (error) controller.error(error);
        });
      },
      write(chunk) {
        if (target.write(chunk) && !target.writableNeedDrain) return undefined;
        return new Promise((resolve, reject) => { wake = { resolve, reject }; });
      },
      abort(reason) { target.destroy(reason); },
      close: () => new Promise((resolve, reject) => {
        if (target.writableFinished) resolve();
        else target.end((error) => { if (error) reject(error); else resolve(); });
      }),
    }, { highWaterMark: target.writableHighWaterMark, size: target.writableObjectMode ? () => 1 : (chunk) => chunk.byteLength ?? chunk.length ?? 1 });
  }

  function writableFromWeb(stream, options) {
    const writer = stream.getWriter();
    let isClosed = false;
    return new Writable({
      objectMode: false, decodeStrings: false, ...options,
      write(chunk, encoding, callback) { writer.write(chunk).then(() => callback(), callback); },
      final(callback) {
        writer.close().then(() => {
          isClosed = true;
          callback();
        }, callback);
      },
      destroy(error, callback) {
        if (isClosed) callback(error);
        else (error ? writer.abort(error) : writer.close()).then(() => callback(error), () => callback(error));
      },
    });
  }

  function duplexFromWeb({ readable, writable }, options) {
    const source = readableFromWeb(readable, options), target = writableFromWeb(writable, options);
    const duplex = new Duplex({
      ...options, decodeStrings: false,
      write(chunk, encoding, callback) { target.write(chunk, encoding, callback); },
      final(callback) { target.end(callback); },
      read() { source.resume(); },
      destroy(error, callback) {
        source.destroy(error);
        target.destroy(error);
        callback(error);
      },
    });
    source.on('data', (chunk) => { if (!duplex.push(chunk)) source.pause(); });
    source.on('end', () => duplex.push(null));
    source.on('error', (error) => duplex.destroy(error));
    target.on('error', (error) => duplex.destroy(error));
    return duplex;
  }

  return {
    __proto__: null, readableToWeb, readableFromWeb, writableToWeb, writableFromWeb, duplexFromWeb,
    duplexToWeb: (duplex) => ({ readable: readableToWeb(duplex), writable: writableToWeb(duplex) }),
  };
});

node.define('stream', () => {
  const { Stream, defaults, addAbortSignal, isNodeStream } = node.load('#stream-base');
  const { Readable } = node.load('#stream-readable');
  const { Writable } = node.load('#stream-writable');
  const { Duplex, Transform, PassThrough } = node.load('#stream-duplex');
  const { finished, pipeline } = node.load('#stream-finished');
  const web = (name) => (...args) => node.load('#stream-web')[name](...args);

  Readable.from = (iterable, options) => node.load('#stream-from')(iterable, options);
  Readable.toWeb = web('readableToWeb');
  Readable.fromWeb = web('readableFromWeb');
  Writable.toWeb = web('writableToWeb');
  Writable.fromWeb = web('writableFromWeb');
  Duplex.toWeb = web('duplexToWeb');
  Duplex.fromWeb = web('duplexFromWeb');

  const members = {
    Stream, Readable, Writable, Duplex, Transform, PassThrough, pipeline, finished,
    addAbortSignal: (signal, stream) => addAbortSignal(signal, stream),
    destroy: (stream, error) => stream.destroy(error),
    isErrored: (stream) => !!(isNodeStream(stream) && (stream._readableState?.errored || stream._writableState?.errored)),
    isReadable: (stream) => (isNodeStream(stream) && stream._readableState ? stream.readable && !stream.destroyed : null),
    isWritable: (stream) => (isNodeStream(stream) && stream._writableState ? stream.writable && !stream.destroyed : null),
    isDisturbed: (stream) => !!(isNodeStream(stream) && (stream.readableDidRead || stream.readableAborted)),
    getDefaultHighWaterMark: (objectMode) => (objectMode ? defaults.objects : defaults.bytes),
    setDefaultHighWaterMark: (objectMode, value) => { defaults[objectMode ? 'objects' : 'bytes'] = value; },
  };
  const names = ObjectKeys(members);
  for (let i = 0; i < names.length; i++) Stream[names[i]] = members[names[i]];
  ObjectDefineProperty(Stream, 'promises', { __proto__: null, get: () => node.load('stream/promises'), enumerable: true, configurable: true });
  const promisified = SymbolFor('nodejs.util.promisify.custom');
  ObjectDefineProperty(pipeline, promisified, { __proto__: null, get: () => Stream.promises.pipeline });
  ObjectDefineProperty(finished, promisified, { __proto__: null, get: () => Stream.promises.finished });
  return Stream;
});

node.define('stream/web', () => {
  const names = [
    'ReadableStream', 'ReadableStreamDefaultReader', 'ReadableStreamBYOBReader', 'ReadableStreamBYOBRequest', 'ReadableByteStreamController',
    'ReadableStreamDefaultController', 'TransformStream', 'TransformStreamDefaultController', 'WritableStream', 'WritableStreamDefaultWriter',
    'WritableStreamDefaultController', 'ByteLengthQueuingStrategy', 'CountQueuingStrategy', 'TextEncoderStream', 'TextDecoderStream', 'CompressionStream',
    'DecompressionStream',
  ];
  const web = {};
  for (let i = 0; i < names.length; i++) web[names[i]] = global[names[i]];
  return web;
});

// https://nodejs.org/api/webstreams.html#utility-consumers
node.define('stream/consumers', () => {
  async function buffer(stream) {
    const { Buffer } = node.load('buffer'), parts = [];
    for await (const chunk of stream) {
      ArrayPrototypePush(parts, typeof chunk === 'string' ? Buffer.from(chunk) : Buffer.from(chunk.buffer ?? chunk, chunk.byteOffset, chunk.byteLength));
    }
    return Buffer.concat(parts);
  }
  const text = async (stream) => (await buffer(stream)).toString();
  return {
    buffer, text,
    arrayBuffer: async (stream) => new Uint8Array(await buffer(stream)).buffer,
    json: async (stream) => JSONParse(await text(stream)),
    blob: async (stream) => new global.Blob([await buffer(stream)]),
  };
});
