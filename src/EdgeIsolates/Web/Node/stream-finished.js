'use strict';
// https://nodejs.org/api/stream.html#streamfinishedstream-options-callback and streampipeline
const {
  ArrayIsArray, ArrayPrototypePop, NewList, Promise, PromisePrototypeThen, ReflectApply, SymbolAsyncIterator, SymbolIterator, TypeError,
  globalThis: { AbortController },
} = internals.primordials;
const { node, webidl } = internals;

node.define('#stream-finished', () => {
  const { errors, isNodeStream, isReadableSide, isWritableSide, nextTick } = node.load('#stream-base');
  const { nodeError, invalidArgType, validateFunction } = node.load('#errors');

  function finished(stream, options, callback) {
    if (typeof options === 'function') {
      callback = options;
      options = {};
    }
    validateFunction(callback, 'callback');
    if (!isNodeStream(stream)) throw invalidArgType('stream', ['ReadableStream', 'WritableStream', 'Stream'], stream);
    const readable = options?.readable ?? isReadableSide(stream), writable = options?.writable ?? isWritableSide(stream), { signal } = options ?? {};
    const r = stream._readableState, w = stream._writableState;
    let isDone = false, ended = !readable || stream.readable === false && (r?.endEmitted ?? true) || !!r?.endEmitted, finishing = !writable || !!w?.finished;
    const settle = (error) => {
      if (isDone) return;
      isDone = true;
      ReflectApply(callback, stream, [error]);
    };
    const onEnd = () => {
      ended = true;
      if (finishing) settle();
    };
    const onFinish = () => {
      finishing = true;
      if (ended) settle();
    };
    const onError = (error) => settle(error);
    const onClose = () => {
      const error = r?.errored ?? w?.errored;
      if (error) settle(error);
      else if (readable && !ended && !r?.endEmitted) settle(errors.premature());
      else if (writable && !finishing && !w?.finished) settle(errors.premature());
      else settle();
    };
    const onAbort = () => {
      cleanup();
      ReflectApply(callback, stream, [errors.aborted(signal)]);
    };
    stream.on('end', onEnd);
    stream.on('finish', onFinish);
    if (options?.error !== false) stream.on('error', onError);
    stream.on('close', onClose);
    const cleanup = () => {
      isDone = true;
      stream.removeListener('end', onEnd);
      stream.removeListener('finish', onFinish);
      stream.removeListener('error', onError);
      stream.removeListener('close', onClose);
      signal?.removeEventListener('abort', onAbort);
    };
    const isClosed = (w ?? r)?.closed;
    if (isClosed) nextTick(onClose);
    else if (r?.errorEmitted || w?.errorEmitted) nextTick(() => settle(r?.errored ?? w?.errored));
    else if (ended && finishing && (!readable || !r || r.endEmitted) && (r !== undefined || w !== undefined)) nextTick(onClose);
    if (signal?.aborted) nextTick(onAbort);
    else signal?.addEventListener('abort', onAbort, { once: true });
    return cleanup;
  }

  const isIterable = (value) => typeof value?.[SymbolAsyncIterator] === 'function' || typeof value?.[SymbolIterator] === 'function';

  // Writes all that is iterated into a stream.
  async function pump(iterable, stream, finish, end) {
    let fault, wake = null;
    const resume = (error) => {
      fault ??= error;
      const call = wake;
      wake = null;
      if (call !== null) call();
    };
    const room = () => new Promise((resolve, reject) => {
      wake = () => { if (fault) reject(fault); else resolve(); };
      if (fault || !stream.writableNeedDrain) resume();
    });
    stream.on('drain', resume);
    const cleanup = finished(stream, { readable: false }, (error) => resume(error ?? null));
    try {
      if (stream.writableNeedDrain) await room();
      for await (const chunk of iterable) if (!stream.write(chunk)) await room();
      if (end) stream.end();
      await room();
      finish();
    } catch (error) {
      finish(fault ?? error);
    } finally {
      cleanup();
      stream.removeListener('drain', resume);
    }
  }

  function pipeline(...streams) {
    const callback = ArrayPrototypePop(streams);
    validateFunction(callback, 'streams[stream.length - 1]');
    return run(ArrayIsArray(streams[0]) && streams.length === 1 ? streams[0] : streams, callback, {});
  }

  function run(streams, callback, options) {
    const { signal } = options, end = options.end !== false, destroys = NewList();
    if (streams.length < 2) throw nodeError(TypeError, 'ERR_MISSING_ARGS', 'The "streams" argument must be specified');
    let open = 0, error, value, isDone = false;
    const controller = new AbortController();
    const finish = (fault, isFinal = --open === 0) => {
      if (fault && (!error || error.code === 'ERR_STREAM_PREMATURE_CLOSE')) error = fault;
      if (!error && !isFinal) return;
      while (destroys.length > 0) {
        const one = destroys[destroys.length - 1];
        destroys.length--;
        one(error);
      }
      signal?.removeEventListener('abort', abort);
      if (!isFinal || isDone) return;
      isDone = true;
      controller.abort();
      nextTick(callback, error, value);
    };
    const abort = () => finish(errors.aborted(signal), true);
    if (signal?.aborted) {
      nextTick(abort);
      return streams[streams.length - 1];
    }
    signal?.addEventListener('abort', abort, { once: true });
    const watch = (stream, reading, writing) => {
      let ended = false;
      stream.on('close', () => { ended = true; });
      const cleanup = finished(stream, { readable: reading, writable: writing }, (fault) => { ended = !fault; });
      destroys[destroys.length] = (fault) => {
        if (ended) return;
        ended = true;
        cleanup();
        if (fault || !stream.destroyed) stream.destroy(fault ?? errors.destroyed('pipe'));
      };
    };
    let current;
    for (let i = 0; i < streams.length; i++) {
      const stream = streams[i], isLast = i === streams.length - 1, reading = !isLast, writing = i > 0;
      if (isNodeStream(stream)) {
        if (end || !isLast) watch(stream, reading, writing);
        stream.on('error', (fault) => { if (fault && fault.name !== 'AbortError' && fault.code !== 'ERR_STREAM_PREMATURE_CLOSE') finish(fault, false); });
      }
      if (i === 0) {
        current = typeof stream === 'function' ? stream({ signal: controller.signal }) : stream;
        if (!isIterable(current) && !isNodeStream(current)) throw invalidArgType('source', ['Stream', 'Iterable', 'AsyncIterable'], current);
      } else if (typeof stream === 'function') {
        current = stream(current, { signal: controller.signal });
        if (!isLast) {
          if (!isIterable(current)) {
            throw nodeError(TypeError, 'ERR_INVALID_RETURN_VALUE', 'Expected AsyncIterable to be returned from the "transform" function.');
          }
        } else if (isIterable(current) && typeof current.then !== 'function') {
          open++;
          pump(current, (current = new (node.load('#stream-duplex').PassThrough)({ objectMode: true })), finish, true);
        } else {
          open++;
          const result = new (node.load('#stream-duplex').PassThrough)({ objectMode: true });
          PromisePrototypeThen(new Promise((resolve) => resolve(current)), (given) => {
            value = given;
            result.end();
            nextTick(finish);
          }, (fault) => {
            result.destroy(fault);
            nextTick(finish, fault);
          });
          current = result;
        }
      } else if (isNodeStream(stream)) {
        open++;
        if (isNodeStream(current)) connect(current, stream, finish, end || !isLast);
        else pump(current, stream, finish, end || !isLast);
        current = stream;
      } else {
        throw invalidArgType('streams', ['Stream', 'Function'], stream);
      }
    }
    return current;
  }

  function connect(source, target, finish, end) {
    source.pipe(target, { end: false });
    let sourceEnded = false;
    finished(source, { readable: true, writable: false }, (error) => {
      sourceEnded = true;
      if (error && error.code === 'ERR_STREAM_PREMATURE_CLOSE' && source._readableState?.ended && !source._readableState.errored) {
        source.once('end', () => { if (end) target.end(); }).once('error', (fault) => target.destroy(fault));
      } else if (error) {
        target.destroy(error);
      } else if (end) {
        target.end();
      } else {
        finish();
      }
    });
    if (!end) return;
    finished(target, { readable: false, writable: true }, (error) => {
      if (error && !sourceEnded && source.destroyed !== true) source.destroy(error);
      finish(error ?? undefined);
    });
  }

  return { __proto__: null, finished, pipeline, run, isIterable };
});

node.define('stream/promises', () => {
  const { finished, run } = node.load('#stream-finished');
  return {
    finished: (stream, options) => new Promise((resolve, reject) => {
      const stop = finished(stream, options ?? {}, (error) => {
        if (options?.cleanup) stop();
        if (error) reject(error);
        else resolve();
      });
    }),
    pipeline: (...streams) => new Promise((resolve, reject) => {
      const last = streams[streams.length - 1];
      const hasOptions = webidl.isObject(last) && typeof last !== 'function' && !last.on && !node.load('#stream-finished').isIterable(last);
      const options = hasOptions ? ArrayPrototypePop(streams) : {};
      run(ArrayIsArray(streams[0]) && streams.length === 1 ? streams[0] : streams, (error, value) => {
        if (error) reject(error);
        else resolve(value);
      }, options);
    }),
  };
});
