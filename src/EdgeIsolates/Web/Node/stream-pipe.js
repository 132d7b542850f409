'use strict';
// The two ways out of a Readable: into a Writable, and by async iteration.
const { ArrayPrototypeConcat, ArrayPrototypeIncludes, Promise } = internals.primordials;
const { node } = internals;

node.define('#stream-pipe', () => {
  const { fail, nextTick } = node.load('#stream-base');

  function pipe(source, target, options) {
    const state = source._readableState;
    state.pipes = ArrayPrototypeConcat(state.pipes, target);
    const ends = options?.end !== false;
    const onEnd = () => target.end();
    const onDrain = () => {
      state.awaitDrain.delete(target);
      if (state.awaitDrain.size === 0 && source.listenerCount('data') > 0) source.resume();
    };
    let listens = false;
    const waitForDrain = () => {
      if (ArrayPrototypeIncludes(state.pipes, target)) state.awaitDrain.add(target);
      source.pause();
      if (!listens) target.on('drain', onDrain);
      listens = true;
    };
    const onData = (chunk) => {
      if (target.write(chunk) !== false) return;
      waitForDrain();
    };
    const onError = (error) => {
      cleanup();
      source.unpipe(target);
      if (target.listenerCount('error') === 0) fail(target, error);
    };
    const onDone = () => source.unpipe(target);
    const onUnpipe = (from, info) => {
      if (from !== source || info?.hasUnpiped) return;
      info.hasUnpiped = true;
      cleanup();
    };
    const cleanup = () => {
      source.removeListener('data', onData);
      source.removeListener('end', onEnd);
      source.removeListener('end', onDone);
      target.removeListener('drain', onDrain);
      target.removeListener('error', onError);
      target.removeListener('close', onDone);
      target.removeListener('finish', onDone);
      target.removeListener('unpipe', onUnpipe);
      if (state.awaitDrain.delete(target)) onDrain();
    };
    if (state.endEmitted) nextTick(ends ? onEnd : onDone);
    else source.once('end', ends ? onEnd : onDone);
    target.on('unpipe', onUnpipe);
    source.on('data', onData);
    target.prependListener('error', onError);
    target.once('close', onDone);
    target.once('finish', onDone);
    target.emit('pipe', source);
    if (target.writableNeedDrain === true) waitForDrain();
    else if (!state.flowing) source.resume();
    return target;
  }

  async function* iterate(stream, options) {
    const { finished } = node.load('#stream-finished');
    let wake = () => {}, error;
    const onReadable = () => wake();
    stream.on('readable', onReadable);
    const cleanup = finished(stream, { writable: false }, (fault) => {
      error = fault ?? null;
      wake();
    });
    try {
      for (;;) {
        const chunk = stream.destroyed ? null : stream.read();
        if (chunk !== null) yield chunk;
        else if (error) throw error;
        else if (error === null) return;
        else await new Promise((resolve) => { wake = resolve; });
      }
    } catch (fault) {
      error = fault;
      throw fault;
    } finally {
      if ((error || options?.destroyOnReturn !== false) && (error === undefined || stream._readableState?.autoDestroy)) {
        stream.removeListener('readable', onReadable);
        stream.destroy(null);
      } else {
        stream.removeListener('readable', onReadable);
        cleanup();
      }
    }
  }

  return { __proto__: null, pipe, iterate };
});
