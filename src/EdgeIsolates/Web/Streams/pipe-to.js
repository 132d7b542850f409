'use strict';
// https://streams.spec.whatwg.org/#readable-stream-pipe-to
//
// A pipe is its own read request. While the destination wants more, it reads and writes without waiting; it never writes
// from within the source's enqueue(), so that a source does not see its sink run. Writes are only counted: nobody needs
// a promise of each.
const { TypeError } = internals.primordials;
const { streams, abort } = internals;
const {
  Deferred, react, acquireDefaultReader, releaseReader, readerRead, readableStreamCancel, isClosing, writableStreamAbort,
  acquireWriter, releaseWriter, closeWithErrorPropagation, writerWrite,
} = streams;

class Pipe {
  source;
  destination;
  options;
  reader;
  writer;
  result = new Deferred(false);
  next = null; // as a read request
  shuttingDown = false;
  inLoop = false; // a chunk that comes now was read by the loop itself
  hasChunk = false;
  chunk = undefined; // read, not yet written
  writesUnderWay = 0;
  onWritten = null; // called when no write is under way
  onAbort = null;

  constructor(source, destination, options) {
    this.source = source;
    this.destination = destination;
    this.options = options;
    this.reader = acquireDefaultReader(source);
    this.writer = acquireWriter(destination);
    source.disturbed = true;
  }

  start() {
    const { signal } = this.options;
    if (signal !== undefined) {
      this.onAbort = () => this.abort(abort.reasonOf(signal));
      if (abort.isAborted(signal)) {
        this.onAbort();
        return this.result.promise;
      }
      abort.addAlgorithm(signal, this.onAbort);
    }
    this.watch();
    react(undefined, () => this.loop());
    return this.result.promise;
  }

  // Errors and ends go on to the other side, in this order.
  watch() {
    const { source, destination } = this;
    if (source.state === 'errored') this.onSourceErrored(source.storedError);
    else react(this.reader.closed.promise, undefined, (error) => this.onSourceErrored(error));
    if (destination.state === 'errored') this.onDestinationErrored(destination.storedError);
    else react(this.writer.closed.promise, undefined, (error) => this.onDestinationErrored(error));
    if (source.state === 'closed') this.onSourceClosed();
    else react(this.reader.closed.promise, () => this.onSourceClosed(), () => {});
    if (isClosing(destination) || destination.state === 'closed') this.onDestinationClosed();
  }

  onSourceErrored(error) {
    this.shutDown(this.options.preventAbort ? null : () => writableStreamAbort(this.destination, error), true, error);
  }

  onDestinationErrored(error) {
    this.shutDown(this.options.preventCancel ? null : () => readableStreamCancel(this.source, error), true, error);
  }

  onSourceClosed() {
    this.shutDown(this.options.preventClose ? null : () => closeWithErrorPropagation(this.writer), false, undefined);
  }

  onDestinationClosed() {
    this.onDestinationErrored(new TypeError('The destination of the pipe was closed before all was written to it'));
  }

  // https://streams.spec.whatwg.org/#ref-for-abortsignal-add, the abort algorithm
  abort(error) {
    const { source, destination, options } = this;
    const abortDestination = !options.preventAbort, cancelSource = !options.preventCancel;
    this.shutDown(!abortDestination && !cancelSource ? null : () => {
      const aborted = abortDestination && destination.state === 'writable' ? writableStreamAbort(destination, error) : undefined;
      const canceled = cancelSource && source.state === 'readable' ? readableStreamCancel(source, error) : undefined;
      return both(aborted, canceled);
    }, true, error);
  }

  loop() {
    this.inLoop = true;
    for (;;) {
      if (this.shuttingDown) break;
      const { ready } = this.writer;
      if (ready.isPending) {
        react(ready.promise, () => this.loop(), () => {});
        break;
      }
      if (this.destination.state !== 'writable') break; // the watch sees to it
      readerRead(this.reader, this);
      if (!this.hasChunk) break;
      this.writeChunk();
    }
    this.inLoop = false;
  }

  chunkSteps(chunk) {
    this.chunk = chunk;
    this.hasChunk = true;
    if (!this.inLoop) react(undefined, () => {
      if (this.hasChunk) this.writeChunk();
      this.loop();
    });
  }

  closeSteps() {}
  errorSteps() {}

  writeChunk() {
    const { chunk } = this;
    this.chunk = undefined;
    this.hasChunk = false;
    this.writesUnderWay++;
    writerWrite(this.writer, chunk, new PipedWrite(this));
  }

  writeEnded() {
    if (--this.writesUnderWay === 0 && this.onWritten !== null) this.onWritten();
  }

  // https://streams.spec.whatwg.org/#rs-pipeTo-shutdown-with-action; without an action, #rs-pipeTo-shutdown
  shutDown(action, isError, error) {
    if (this.shuttingDown) return;
    this.shuttingDown = true;
    const end = () => {
      if (action === null) this.finalize(isError, error);
      else react(action(), () => this.finalize(isError, error), (newError) => this.finalize(true, newError));
    };
    if (this.destination.state !== 'writable' || isClosing(this.destination)) {
      end();
      return;
    }
    if (this.hasChunk) this.writeChunk();
    if (this.writesUnderWay === 0) react(undefined, end);
    else this.onWritten = end;
  }

  // https://streams.spec.whatwg.org/#rs-pipeTo-finalize
  finalize(isError, error) {
    releaseWriter(this.writer);
    releaseReader(this.reader);
    if (this.onAbort !== null) abort.removeAlgorithm(this.options.signal, this.onAbort);
    if (isError) this.result.reject(error);
    else this.result.resolve(undefined);
  }
}
Object.freeze(Pipe.prototype);

class PipedWrite {
  pipe;
  next = null;

  constructor(pipe) {
    this.pipe = pipe;
  }

  resolve() { this.pipe.writeEnded(); }
  reject() { this.pipe.writeEnded(); }
}
Object.freeze(PipedWrite.prototype);

// https://webidl.spec.whatwg.org/#wait-for-all, of two
function both(first, second) {
  let left = 2;
  const all = new Deferred(false);
  const onEnd = () => { if (--left === 0) all.resolve(undefined); };
  const onError = (error) => all.reject(error);
  react(first, onEnd, onError);
  react(second, onEnd, onError);
  return all.promise;
}

streams.pipeInner = (source, destination, options) => new Pipe(source, destination, options).start();
