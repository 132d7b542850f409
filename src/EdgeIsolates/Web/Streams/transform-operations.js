'use strict';
// https://streams.spec.whatwg.org/#ts-abstract-ops
//
// A write waits while the readable side has enough (`backpressure`); a pull ends the wait, and itself waits until
// something was enqueued.
const { PromisePrototypeThen, PromiseReject, TypeError } = internals.primordials;
const { streams } = internals;
const { done, Deferred, createInnerReadable, createInnerByteStream, createInnerWritable, react } = streams;

class InnerTransform {
  readable;
  writable;
  controller = null;
  backpressure = true;
  backpressureChange = new Deferred(false);
  wrapper = null;

  // https://streams.spec.whatwg.org/#initialize-transform-stream
  constructor(start, writableMark, writableSize, createReadable) {
    this.writable = createInnerWritable(
      start, (chunk) => this.sinkWrite(chunk), () => this.controller.sinkClose(), (reason) => this.controller.sinkAbort(reason), writableMark, writableSize);
    this.readable = createReadable(start, () => this.sourcePull(), (reason) => this.controller.sourceCancel(reason));
  }

  // https://streams.spec.whatwg.org/#transform-stream-error
  error(error) {
    this.readable.controller.error(error);
    this.errorWritableAndUnblockWrite(error);
  }

  // https://streams.spec.whatwg.org/#transform-stream-error-writable-and-unblock-write
  errorWritableAndUnblockWrite(error) {
    this.controller.clearAlgorithms();
    this.writable.controller.errorIfNeeded(error);
    this.unblockWrite();
  }

  // https://streams.spec.whatwg.org/#transform-stream-unblock-write
  unblockWrite() {
    if (this.backpressure) this.setBackpressure(false);
  }

  // https://streams.spec.whatwg.org/#transform-stream-set-backpressure
  setBackpressure(backpressure) {
    this.backpressureChange.resolve(undefined);
    this.backpressureChange = new Deferred(false);
    this.backpressure = backpressure;
  }

  // https://streams.spec.whatwg.org/#transform-stream-default-sink-write-algorithm
  sinkWrite(chunk) {
    if (!this.backpressure) return this.controller.performTransform(chunk);
    return PromisePrototypeThen(this.backpressureChange.promise, () => {
      if (this.writable.state === 'erroring') throw this.writable.storedError;
      return this.controller.performTransform(chunk);
    });
  }

  // https://streams.spec.whatwg.org/#transform-stream-default-source-pull
  sourcePull() {
    this.setBackpressure(false);
    return this.backpressureChange.promise;
  }
}
Object.freeze(InnerTransform.prototype);

class InnerController {
  stream;
  transform; // these three may be null: chunks go through as they are, nothing happens
  flush;
  cancel;
  finish = null; // Deferred, once the stream is being closed or canceled
  wrapper = null;

  constructor(stream, transform, flush, cancel) {
    this.stream = stream;
    this.transform = transform ?? ((chunk) => { this.enqueue(chunk); });
    this.flush = flush;
    this.cancel = cancel;
  }

  get desiredSize() { return this.stream.readable.controller.desiredSize; }

  clearAlgorithms() {
    this.transform = this.flush = this.cancel = null;
  }

  // https://streams.spec.whatwg.org/#transform-stream-default-controller-enqueue
  enqueue(chunk) {
    const { stream } = this, { controller } = stream.readable;
    if (!controller.canCloseOrEnqueue) throw new TypeError(`The chunk cannot be enqueued: the readable side is ${controller.stateName}`);
    try {
      controller.enqueue(chunk);
    } catch (error) {
      stream.errorWritableAndUnblockWrite(error);
      throw stream.readable.storedError;
    }
    if (controller.hasBackpressure && !stream.backpressure) stream.setBackpressure(true);
  }

  error(error) { this.stream.error(error); }

  // https://streams.spec.whatwg.org/#transform-stream-default-controller-terminate
  terminate() {
    this.stream.readable.controller.end();
    this.stream.errorWritableAndUnblockWrite(new TypeError('The stream was terminated'));
  }

  // https://streams.spec.whatwg.org/#transform-stream-default-controller-perform-transform
  performTransform(chunk) {
    let result;
    try {
      result = this.transform(chunk, this);
    } catch (error) {
      this.stream.error(error);
      throw error;
    }
    return result === undefined ? undefined : PromisePrototypeThen(result, undefined, (error) => {
      this.stream.error(error);
      throw error;
    });
  }

  // What closing, aborting and canceling have in common: it happens once, and everybody waits for the same end.
  finishBy(algorithm, argument, onFulfilled, onRejected) {
    if (this.finish !== null) return this.finish.promise;
    const finish = this.finish = new Deferred(false);
    let result;
    try {
      if (algorithm !== null) result = algorithm(argument);
    } catch (error) {
      result = PromiseReject(error);
    }
    this.clearAlgorithms();
    react(result, () => onFulfilled(finish), (error) => {
      onRejected(error);
      finish.reject(error);
    });
    return finish.promise;
  }

  // https://streams.spec.whatwg.org/#transform-stream-default-sink-abort-algorithm
  sinkAbort(reason) {
    const { readable } = this.stream;
    return this.finishBy(this.cancel, reason, (finish) => {
      if (readable.state === 'errored') {
        finish.reject(readable.storedError);
      } else {
        readable.controller.error(reason);
        finish.resolve(undefined);
      }
    }, (error) => readable.controller.error(error));
  }

  // https://streams.spec.whatwg.org/#transform-stream-default-sink-close-algorithm
  sinkClose() {
    const { readable } = this.stream;
    return this.finishBy(this.flush, this, (finish) => {
      if (readable.state === 'errored') {
        finish.reject(readable.storedError);
      } else {
        readable.controller.end();
        finish.resolve(undefined);
      }
    }, (error) => readable.controller.error(error));
  }

  // https://streams.spec.whatwg.org/#transform-stream-default-source-cancel
  sourceCancel(reason) {
    const { stream } = this, { writable } = stream;
    return this.finishBy(this.cancel, reason, (finish) => {
      if (writable.state === 'errored') {
        finish.reject(writable.storedError);
      } else {
        writable.controller.errorIfNeeded(reason);
        stream.unblockWrite();
        finish.resolve(undefined);
      }
    }, (error) => {
      writable.controller.errorIfNeeded(error);
      stream.unblockWrite();
    });
  }
}
Object.freeze(InnerController.prototype);

// Done as soon as the readable side wants more; for transformers that make many chunks of one. Throws what the stream was
// aborted with meanwhile.
streams.whenWanted = (controller) => {
  const { stream } = controller;
  if (!stream.backpressure) return undefined;
  return PromisePrototypeThen(stream.backpressureChange.promise, () => {
    if (stream.writable.state === 'erroring') throw stream.writable.storedError;
  });
};

const startNow = () => done;

// https://streams.spec.whatwg.org/#initialize-transform-stream and #set-up-transform-stream-default-controller
// `start` gives a promise for both sides. The others give a promise or, when they have ended, undefined; they may throw.
streams.createInnerTransform = (start, transform, flush, cancel, writableMark, writableSize, readableMark, readableSize) => {
  const createReadable = (begin, pull, onCancel) => createInnerReadable(begin, pull, onCancel, readableMark, readableSize);
  const stream = new InnerTransform(start ?? startNow, writableMark, writableSize, createReadable);
  stream.controller = new InnerController(stream, transform, flush, cancel);
  return stream;
};

// The same with a readable side of bytes.
streams.createInnerByteTransform = (transform, flush) => {
  const createReadable = (begin, pull, onCancel) => createInnerByteStream(begin, pull, onCancel, 0, undefined);
  const stream = new InnerTransform(startNow, 1, null, createReadable);
  stream.controller = new InnerController(stream, transform, flush, null);
  return stream;
};
