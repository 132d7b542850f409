'use strict';
// https://streams.spec.whatwg.org/#rbs-controller-class: the record and its algorithms
//
// Bytes go two ways. Without a BYOB reader, what is enqueued waits in `queue` and is handed out as it came. A BYOB reader
// brings its own memory: a pull-into descriptor per read waits in `pendingPullIntos` until it is filled, from the queue
// or by the source itself, which sees the memory of the first descriptor as `byobRequest`. Memory changes hands by
// transfer, so that nobody writes into what another reads.
const { ArrayBuffer, NewList, RangeError, TypeError, TypedArrayPrototypeGetBuffer, Uint8Array } = internals.primordials;
const { streams } = internals;
const {
  byteLengthOf, List, resetQueue, ViewInfo, isDetached, transfer, cloneBytes, InnerReadable, readableStreamClose, readableStreamError,
  PullingController, setUpReadable, PullInto, InnerByobRequest,
} = streams;

class QueueEntry {
  buffer;
  byteOffset;
  byteLength;
  next = null;

  constructor(buffer, byteOffset, byteLength) {
    this.buffer = buffer;
    this.byteOffset = byteOffset;
    this.byteLength = byteLength;
  }
}

// Whether the stream has a reader of that kind.
const hasReader = (stream, isByob) => stream.reader !== null && stream.reader.isByob === isByob;

class InnerByteController extends PullingController {
  pendingPullIntos = new List();
  byobRequest = null;
  autoAllocateChunkSize;

  constructor(stream, pull, cancel, highWaterMark, autoAllocateChunkSize) {
    super(stream, pull, cancel, highWaterMark);
    this.autoAllocateChunkSize = autoAllocateChunkSize;
  }

  get isByteController() { return true; }

  // https://streams.spec.whatwg.org/#rbs-controller-private-cancel
  cancelSteps(reason) {
    this.clearPendingPullIntos();
    resetQueue(this);
    const { cancel } = this;
    this.clearAlgorithms();
    return cancel === null ? undefined : cancel(reason);
  }

  // https://streams.spec.whatwg.org/#rbs-controller-private-pull
  pullSteps(request) {
    if (this.queueTotalSize > 0) {
      this.fillReadRequestFromQueue(request);
      return;
    }
    const size = this.autoAllocateChunkSize;
    if (size !== undefined) {
      let buffer;
      try {
        buffer = new ArrayBuffer(size);
      } catch (error) {
        request.errorSteps(error);
        return;
      }
      this.pendingPullIntos.push(new PullInto(buffer, new ViewInfo(new Uint8Array(buffer)), 1, 'default'));
    }
    this.stream.reader.requests.push(request);
    this.callPullIfNeeded();
  }

  // https://streams.spec.whatwg.org/#abstract-opdef-readablebytestreamcontroller-releasesteps
  releaseSteps() {
    if (this.pendingPullIntos.isEmpty) return;
    const { first } = this.pendingPullIntos;
    first.readerType = 'none';
    first.next = null;
    this.pendingPullIntos = new List();
    this.pendingPullIntos.push(first);
  }

  clearAlgorithms() {
    this.pull = this.cancel = null;
  }

  // https://streams.spec.whatwg.org/#readable-byte-stream-controller-close
  close() {
    if (!this.canCloseOrEnqueue) return;
    if (this.queueTotalSize > 0) {
      this.closeRequested = true;
      return;
    }
    const { first } = this.pendingPullIntos;
    if (first !== null && first.bytesFilled % first.elementSize !== 0) {
      const error = new TypeError('The stream was closed in the middle of an element of the view that is being filled');
      this.error(error);
      throw error;
    }
    this.clearAlgorithms();
    readableStreamClose(this.stream);
  }

  // https://streams.spec.whatwg.org/#readablestream-close: whoever reads into memory of its own gets it back
  end() {
    this.close();
    if (!this.pendingPullIntos.isEmpty) this.respond(0);
  }

  // https://streams.spec.whatwg.org/#readable-byte-stream-controller-enqueue
  enqueue(chunk) {
    if (!this.canCloseOrEnqueue) return;
    const { buffer, byteOffset, byteLength } = new ViewInfo(chunk);
    if (isDetached(buffer)) throw new TypeError('The chunk was already transferred elsewhere');
    this.enqueueOwned(transfer(buffer), byteOffset, byteLength);
  }

  // The rest of it, of memory that nobody else has.
  enqueueOwned(buffer, byteOffset, byteLength) {
    if (!this.canCloseOrEnqueue) return;
    const { first } = this.pendingPullIntos, { stream } = this;
    if (first !== null) {
      if (isDetached(first.buffer)) throw new TypeError('The memory of the BYOB request was transferred elsewhere');
      this.invalidateByobRequest();
      first.buffer = transfer(first.buffer);
      if (first.readerType === 'none') this.enqueueDetachedPullInto(first);
    }
    if (hasReader(stream, false)) {
      this.processReadRequests();
      if (stream.reader.requests.isEmpty) {
        this.enqueueToQueue(buffer, byteOffset, byteLength);
      } else {
        if (!this.pendingPullIntos.isEmpty) this.pendingPullIntos.shift();
        stream.reader.requests.shift().chunkSteps(new Uint8Array(buffer, byteOffset, byteLength));
      }
    } else {
      this.enqueueToQueue(buffer, byteOffset, byteLength);
      if (hasReader(stream, true)) this.commitAll(this.fillPendingFromQueue());
    }
    this.callPullIfNeeded();
  }

  // https://streams.spec.whatwg.org/#readable-byte-stream-controller-enqueue-chunk-to-queue
  enqueueToQueue(buffer, byteOffset, byteLength) {
    this.queue.push(new QueueEntry(buffer, byteOffset, byteLength));
    this.queueTotalSize += byteLength;
  }

  // https://streams.spec.whatwg.org/#readable-byte-stream-controller-enqueue-cloned-chunk-to-queue
  enqueueCloned(buffer, byteOffset, byteLength) {
    let clone;
    try {
      clone = cloneBytes(buffer, byteOffset, byteLength);
    } catch (error) {
      this.error(error);
      throw error;
    }
    this.enqueueToQueue(TypedArrayPrototypeGetBuffer(clone), 0, byteLength);
  }

  // https://streams.spec.whatwg.org/#readable-byte-stream-controller-enqueue-detached-pull-into-to-queue
  enqueueDetachedPullInto(descriptor) {
    if (descriptor.bytesFilled > 0) this.enqueueCloned(descriptor.buffer, descriptor.byteOffset, descriptor.bytesFilled);
    this.pendingPullIntos.shift();
  }

  // https://streams.spec.whatwg.org/#readable-byte-stream-controller-error
  error(error) {
    if (this.stream.state !== 'readable') return;
    this.clearPendingPullIntos();
    resetQueue(this);
    this.clearAlgorithms();
    readableStreamError(this.stream, error);
  }

  clearPendingPullIntos() {
    this.invalidateByobRequest();
    this.pendingPullIntos = new List();
  }

  // https://streams.spec.whatwg.org/#readable-byte-stream-controller-invalidate-byob-request
  invalidateByobRequest() {
    if (this.byobRequest === null) return;
    this.byobRequest.controller = null;
    this.byobRequest.view = null;
    this.byobRequest = null;
  }

  // https://streams.spec.whatwg.org/#readablebytestreamcontrollergetbyobrequest
  getByobRequest() {
    const { first } = this.pendingPullIntos;
    if (this.byobRequest === null && first !== null) {
      const view = new Uint8Array(first.buffer, first.byteOffset + first.bytesFilled, first.byteLength - first.bytesFilled);
      this.byobRequest = new InnerByobRequest(this, view);
    }
    return this.byobRequest;
  }

  // https://streams.spec.whatwg.org/#readable-byte-stream-controller-handle-queue-drain
  handleQueueDrain() {
    if (this.queueTotalSize === 0 && this.closeRequested) {
      this.clearAlgorithms();
      readableStreamClose(this.stream);
    } else {
      this.callPullIfNeeded();
    }
  }

  // https://streams.spec.whatwg.org/#abstract-opdef-readablebytestreamcontrollerfillreadrequestfromqueue
  fillReadRequestFromQueue(request) {
    const entry = this.queue.shift();
    this.queueTotalSize -= entry.byteLength;
    this.handleQueueDrain();
    request.chunkSteps(new Uint8Array(entry.buffer, entry.byteOffset, entry.byteLength));
  }

  // https://streams.spec.whatwg.org/#abstract-opdef-readablebytestreamcontrollerprocessreadrequestsusingqueue
  processReadRequests() {
    const { reader } = this.stream;
    while (!reader.requests.isEmpty && this.queueTotalSize > 0) this.fillReadRequestFromQueue(reader.requests.shift());
  }

  // https://streams.spec.whatwg.org/#readable-byte-stream-controller-process-pull-into-descriptors-using-queue
  fillPendingFromQueue() {
    const filled = NewList();
    while (!this.pendingPullIntos.isEmpty && this.queueTotalSize > 0) {
      if (!this.pendingPullIntos.first.fillFrom(this)) continue;
      filled[filled.length] = this.pendingPullIntos.shift();
    }
    return filled;
  }

  commitAll(descriptors) {
    for (let i = 0; i < descriptors.length; i++) this.commit(descriptors[i]);
  }

  // https://streams.spec.whatwg.org/#readable-byte-stream-controller-commit-pull-into-descriptor
  commit(descriptor) {
    const { state, reader } = this.stream;
    const view = descriptor.toView(), request = reader.requests.shift();
    if (state === 'closed') request.closeSteps(view);
    else request.chunkSteps(view);
  }

  // https://streams.spec.whatwg.org/#readable-byte-stream-controller-pull-into
  pullInto(view, min, request) {
    const info = new ViewInfo(view), { stream } = this;
    let buffer;
    try {
      buffer = transfer(info.buffer);
    } catch (error) {
      request.errorSteps(error);
      return;
    }
    const descriptor = new PullInto(buffer, info, min * info.elementSize, 'byob');
    if (this.pendingPullIntos.isEmpty) {
      if (stream.state === 'closed') {
        request.closeSteps(new info.type(buffer, info.byteOffset, 0));
        return;
      }
      if (this.queueTotalSize > 0) {
        if (descriptor.fillFrom(this)) {
          const filled = descriptor.toView();
          this.handleQueueDrain();
          request.chunkSteps(filled);
          return;
        }
        if (this.closeRequested) {
          const error = new TypeError('The stream ends in the middle of an element of the view');
          this.error(error);
          request.errorSteps(error);
          return;
        }
      }
      this.pendingPullIntos.push(descriptor);
      stream.reader.requests.push(request);
      this.callPullIfNeeded();
      return;
    }
    this.pendingPullIntos.push(descriptor);
    stream.reader.requests.push(request);
  }

  // https://streams.spec.whatwg.org/#readable-byte-stream-controller-respond
  respond(bytesWritten) {
    const { first } = this.pendingPullIntos;
    checkEmptiness(this.stream, bytesWritten);
    if (first.bytesFilled + bytesWritten > first.byteLength) throw new RangeError('More bytes were written than the view has room for');
    first.buffer = transfer(first.buffer);
    this.respondInternal(bytesWritten);
  }

  // https://streams.spec.whatwg.org/#readable-byte-stream-controller-respond-with-new-view
  respondWithNewView(view) {
    const { first } = this.pendingPullIntos;
    const { buffer, byteOffset, byteLength } = new ViewInfo(view);
    checkEmptiness(this.stream, byteLength);
    if (first.byteOffset + first.bytesFilled !== byteOffset) throw new RangeError('The view does not begin where the BYOB request does');
    if (first.bufferByteLength !== byteLengthOf(buffer)) throw new RangeError('The buffer is not as long as that of the BYOB request');
    if (first.bytesFilled + byteLength > first.byteLength) throw new RangeError('The view is longer than that of the BYOB request');
    first.buffer = transfer(buffer);
    this.respondInternal(byteLength);
  }

  // https://streams.spec.whatwg.org/#readable-byte-stream-controller-respond-internal
  respondInternal(bytesWritten) {
    this.invalidateByobRequest();
    if (this.stream.state === 'closed') this.respondInClosedState();
    else this.respondInReadableState(bytesWritten, this.pendingPullIntos.first);
    this.callPullIfNeeded();
  }

  // https://streams.spec.whatwg.org/#readable-byte-stream-controller-respond-in-closed-state
  respondInClosedState() {
    if (this.pendingPullIntos.first.readerType === 'none') this.pendingPullIntos.shift();
    if (!hasReader(this.stream, true)) return;
    const filled = NewList(), wanted = this.stream.reader.requests.length;
    while (filled.length < wanted) filled[filled.length] = this.pendingPullIntos.shift();
    this.commitAll(filled);
  }

  // https://streams.spec.whatwg.org/#readable-byte-stream-controller-respond-in-readable-state
  respondInReadableState(bytesWritten, descriptor) {
    descriptor.bytesFilled += bytesWritten;
    if (descriptor.readerType === 'none') {
      this.enqueueDetachedPullInto(descriptor);
      this.commitAll(this.fillPendingFromQueue());
      return;
    }
    if (descriptor.bytesFilled < descriptor.minimumFill) return;
    this.pendingPullIntos.shift();
    const rest = descriptor.bytesFilled % descriptor.elementSize;
    if (rest > 0) this.enqueueCloned(descriptor.buffer, descriptor.byteOffset + descriptor.bytesFilled - rest, rest);
    descriptor.bytesFilled -= rest;
    const filled = this.fillPendingFromQueue();
    this.commit(descriptor);
    this.commitAll(filled);
  }
}
Object.freeze(InnerByteController.prototype);

function checkEmptiness(stream, byteLength) {
  if (stream.state === 'closed') {
    if (byteLength !== 0) throw new TypeError('A closed stream takes no more bytes');
  } else if (byteLength === 0) {
    throw new TypeError('The answer to a BYOB request has no bytes; close the stream first if there are none');
  }
}

// https://streams.spec.whatwg.org/#abstract-opdef-createreadablebytestream
streams.createInnerByteStream = (start, pull, cancel, highWaterMark, autoAllocateChunkSize) => {
  const stream = new InnerReadable();
  const controller = new InnerByteController(stream, pull, cancel, highWaterMark, autoAllocateChunkSize);
  return setUpReadable(stream, controller, start);
};
