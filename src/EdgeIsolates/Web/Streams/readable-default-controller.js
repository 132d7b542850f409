'use strict';
// https://streams.spec.whatwg.org/#rs-default-controller-class
const { TypeError } = internals.primordials;
const { webidl, streams } = internals;
const {
  PullingController, setUpReadable, enqueueValueWithSize, dequeueValue, resetQueue, InnerReadable, hasRequests, readableStreamClose,
  readableStreamError,
} = streams;

const token = Symbol('ReadableStreamDefaultController');

class InnerController extends PullingController {
  size; // null: each chunk counts 1

  constructor(stream, pull, cancel, highWaterMark, size) {
    super(stream, pull, cancel, highWaterMark);
    this.size = size;
  }

  get isByteController() { return false; }

  // https://streams.spec.whatwg.org/#rs-default-controller-private-cancel
  cancelSteps(reason) {
    resetQueue(this);
    const { cancel } = this;
    this.clearAlgorithms();
    return cancel === null ? undefined : cancel(reason);
  }

  // https://streams.spec.whatwg.org/#rs-default-controller-private-pull
  pullSteps(request) {
    if (this.queue.isEmpty) {
      this.stream.reader.requests.push(request);
      this.callPullIfNeeded();
      return;
    }
    const chunk = dequeueValue(this);
    if (this.closeRequested && this.queue.isEmpty) {
      this.clearAlgorithms();
      readableStreamClose(this.stream);
    } else {
      this.callPullIfNeeded();
    }
    request.chunkSteps(chunk);
  }

  releaseSteps() {}

  clearAlgorithms() {
    this.pull = this.cancel = this.size = null;
  }

  // https://streams.spec.whatwg.org/#readable-stream-default-controller-close
  close() {
    if (!this.canCloseOrEnqueue) return;
    this.closeRequested = true;
    if (!this.queue.isEmpty) return;
    this.clearAlgorithms();
    readableStreamClose(this.stream);
  }

  // https://streams.spec.whatwg.org/#readablestream-close
  end() { this.close(); }

  // https://streams.spec.whatwg.org/#readable-stream-default-controller-enqueue
  enqueue(chunk) {
    if (!this.canCloseOrEnqueue) return;
    if (hasRequests(this.stream, false)) {
      this.stream.reader.requests.shift().chunkSteps(chunk);
    } else {
      try {
        enqueueValueWithSize(this, chunk, this.size === null ? 1 : this.size(chunk));
      } catch (error) {
        this.error(error);
        throw error;
      }
    }
    this.callPullIfNeeded();
  }

  // https://streams.spec.whatwg.org/#readable-stream-default-controller-error
  error(error) {
    if (this.stream.state !== 'readable') return;
    resetQueue(this);
    this.clearAlgorithms();
    readableStreamError(this.stream, error);
  }
}
Object.freeze(InnerController.prototype);

class ReadableStreamDefaultController {
  #inner;

  constructor(key = undefined, inner = undefined) {
    if (key !== token) webidl.illegalConstructor();
    this.#inner = inner;
  }

  get desiredSize() { return this.#inner.desiredSize; }

  close() {
    const inner = this.#inner;
    if (!inner.canCloseOrEnqueue) throw new TypeError(`The stream cannot be closed: it is ${inner.stateName}`);
    inner.close();
  }

  enqueue(chunk = undefined) {
    const inner = this.#inner;
    if (!inner.canCloseOrEnqueue) throw new TypeError(`The chunk cannot be enqueued: the stream is ${inner.stateName}`);
    inner.enqueue(chunk);
  }

  error(reason = undefined) { this.#inner.error(reason); }
}

// The object a script sees.
streams.defaultControllerOf = (inner) => inner.wrapper ??= new ReadableStreamDefaultController(token, inner);

// https://streams.spec.whatwg.org/#create-readable-stream
streams.createInnerReadable = (start, pull, cancel, highWaterMark, size) => {
  const stream = new InnerReadable();
  return setUpReadable(stream, new InnerController(stream, pull, cancel, highWaterMark, size), start);
};

webidl.configureInterface(ReadableStreamDefaultController);
internals.expose('ReadableStreamDefaultController', ReadableStreamDefaultController);
