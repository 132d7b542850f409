'use strict';
// What a Readable knows of itself; libraries look at some of it, so the names are those of Node.js.
const { SafeSet } = internals.primordials;
const { node } = internals;

node.define('#stream-readable-state', () => {
  const { StringDecoder } = node.load('string_decoder');
  const { highWaterMark } = node.load('#stream-base');

  class ReadableState {
    buffer = [];
    length = 0;
    pipes = [];
    flowing = null;
    ended = false;
    endEmitted = false;
    reading = false;
    constructed = true;
    sync = true;
    needReadable = false;
    emittedReadable = false;
    readableListening = false;
    resumeScheduled = false;
    readingMore = false;
    paused = false;
    errored = null;
    errorEmitted = false;
    destroyed = false;
    closed = false;
    closeEmitted = false;
    dataEmitted = false;
    decoder = null;
    encoding = null;
    awaitDrain = new SafeSet();

    constructor(options, isDuplex) {
      this.objectMode = !!(options?.objectMode || (isDuplex && options?.readableObjectMode));
      this.highWaterMark = highWaterMark(options, 'readableHighWaterMark', isDuplex, this.objectMode);
      this.emitClose = options?.emitClose !== false;
      this.autoDestroy = options?.autoDestroy !== false;
      this.defaultEncoding = options?.defaultEncoding || 'utf8';
      if (options?.encoding) {
        this.decoder = new StringDecoder(options.encoding);
        this.encoding = options.encoding;
      }
    }
  }

  return ReadableState;
});
