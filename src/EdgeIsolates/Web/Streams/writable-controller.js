'use strict';
// https://streams.spec.whatwg.org/#ws-default-controller-class
const { webidl, streams, abort } = internals;
const {
  List, react, asPromise, enqueueValueWithSize, dequeueValue, resetQueue, InnerWritable, isClosing, dealWithRejection, startErroring,
  finishErroring, finishInFlightClose, finishInFlightCloseWithError, updateBackpressure,
} = streams;

const token = Symbol('WritableStreamDefaultController');
const closeSentinel = Symbol('close');

class InnerController {
  stream;
  queue = new List();
  queueTotalSize = 0;
  started = false;
  highWaterMark;
  size; // null: each chunk counts 1
  sinkWrite; // these three may be null: nothing happens
  sinkClose;
  sinkAbort;
  wrapper = null;
  #signal = null; // made when somebody looks
  #aborted = false;
  #abortReason = undefined;
  #onWritten = null;
  #onWriteFailed = null;

  constructor(stream, write, close, abortSink, highWaterMark, size) {
    this.stream = stream;
    this.sinkWrite = write;
    this.sinkClose = close;
    this.sinkAbort = abortSink;
    this.highWaterMark = highWaterMark;
    this.size = size;
  }

  get signal() {
    if (this.#signal === null) {
      this.#signal = abort.createSignal();
      if (this.#aborted) abort.signalAbort(this.#signal, this.#abortReason);
    }
    return this.#signal;
  }

  abortSignal(reason) {
    if (this.#aborted) return;
    this.#aborted = true;
    this.#abortReason = reason;
    if (this.#signal !== null) abort.signalAbort(this.#signal, reason);
  }

  // https://streams.spec.whatwg.org/#ws-default-controller-private-abort
  abortSteps(reason) {
    const { sinkAbort } = this;
    this.clearAlgorithms();
    return sinkAbort === null ? undefined : sinkAbort(reason);
  }

  // https://streams.spec.whatwg.org/#ws-default-controller-private-error
  errorSteps() { resetQueue(this); }

  clearAlgorithms() {
    this.sinkWrite = this.sinkClose = this.sinkAbort = this.size = null;
  }

  // https://streams.spec.whatwg.org/#writable-stream-default-controller-advance-queue-if-needed
  advanceQueueIfNeeded() {
    const { stream } = this;
    if (!this.started || stream.inFlightWrite !== null) return;
    if (stream.state === 'erroring') {
      finishErroring(stream);
      return;
    }
    if (this.queue.isEmpty) return;
    const { value } = this.queue.first;
    if (value === closeSentinel) this.processClose();
    else this.processWrite(value);
  }

  // https://streams.spec.whatwg.org/#writable-stream-default-controller-process-close
  processClose() {
    const { stream, sinkClose } = this;
    stream.inFlightClose = stream.closeRequest;
    stream.closeRequest = null;
    dequeueValue(this);
    const closed = sinkClose === null ? undefined : sinkClose();
    this.clearAlgorithms();
    react(closed, () => finishInFlightClose(stream), (error) => finishInFlightCloseWithError(stream, error));
  }

  // https://streams.spec.whatwg.org/#writable-stream-default-controller-process-write
  processWrite(chunk) {
    const { stream } = this;
    stream.inFlightWrite = stream.writeRequests.shift();
    this.#onWritten ??= () => this.#finishWrite();
    this.#onWriteFailed ??= (error) => this.#failWrite(error);
    react(this.sinkWrite === null ? undefined : this.sinkWrite(chunk, this), this.#onWritten, this.#onWriteFailed);
  }

  #finishWrite() {
    const { stream } = this;
    stream.inFlightWrite.resolve(undefined);
    stream.inFlightWrite = null;
    dequeueValue(this);
    if (!isClosing(stream) && stream.state === 'writable') updateBackpressure(stream, this.hasBackpressure);
    this.advanceQueueIfNeeded();
  }

  #failWrite(error) {
    const { stream } = this;
    if (stream.state === 'writable') this.clearAlgorithms();
    stream.inFlightWrite.reject(error);
    stream.inFlightWrite = null;
    dealWithRejection(stream, error);
  }

  // https://streams.spec.whatwg.org/#writable-stream-default-controller-close
  close() {
    enqueueValueWithSize(this, closeSentinel, 0);
    this.advanceQueueIfNeeded();
  }

  // https://streams.spec.whatwg.org/#writable-stream-default-controller-error-if-needed
  errorIfNeeded(error) {
    if (this.stream.state !== 'writable') return;
    this.clearAlgorithms();
    startErroring(this.stream, error);
  }

  // https://streams.spec.whatwg.org/#writable-stream-default-controller-get-chunk-size
  chunkSize(chunk) {
    if (this.size === null) return 1;
    try {
      return this.size(chunk);
    } catch (error) {
      this.errorIfNeeded(error);
      return 1;
    }
  }

  get desiredSize() { return this.highWaterMark - this.queueTotalSize; }

  get hasBackpressure() { return this.desiredSize <= 0; }

  // https://streams.spec.whatwg.org/#writable-stream-default-controller-write
  write(chunk, size) {
    try {
      enqueueValueWithSize(this, chunk, size);
    } catch (error) {
      this.errorIfNeeded(error);
      return;
    }
    const { stream } = this;
    if (!isClosing(stream) && stream.state === 'writable') updateBackpressure(stream, this.hasBackpressure);
    this.advanceQueueIfNeeded();
  }
}
Object.freeze(InnerController.prototype);

class WritableStreamDefaultController {
  #inner;

  constructor(key = undefined, inner = undefined) {
    if (key !== token) webidl.illegalConstructor();
    this.#inner = inner;
  }

  get signal() { return this.#inner.signal; }

  error(reason = undefined) { this.#inner.errorIfNeeded(reason); }
}

streams.writableControllerOf = (inner) => inner.wrapper ??= new WritableStreamDefaultController(token, inner);

// https://streams.spec.whatwg.org/#create-writable-stream and #set-up-writable-stream-default-controller
// The algorithms may be null; they give a promise, or undefined when they have ended.
streams.createInnerWritable = (start, write, close, abortSink, highWaterMark, size) => {
  const stream = new InnerWritable();
  const controller = stream.controller = new InnerController(stream, write, close, abortSink, highWaterMark, size);
  updateBackpressure(stream, controller.hasBackpressure);
  const result = start === null ? undefined : start(controller);
  react(asPromise(result), () => {
    controller.started = true;
    controller.advanceQueueIfNeeded();
  }, (error) => {
    controller.started = true;
    dealWithRejection(stream, error);
  });
  return stream;
};

webidl.configureInterface(WritableStreamDefaultController);
internals.expose('WritableStreamDefaultController', WritableStreamDefaultController);
