'use strict';
// https://streams.spec.whatwg.org/#ws-abstract-ops
//
// One operation of the sink is in flight at a time. An error first makes the stream 'erroring', in which it waits for
// what is in flight, and then 'errored'. Records and wrappers: see readable-operations.js.
const { PromiseReject, PromiseResolve, TypeError } = internals.primordials;
const { streams } = internals;
const { List, Deferred, react, rejected } = streams;

class InnerWritable {
  state = 'writable'; // 'erroring', 'errored', 'closed'
  storedError = undefined;
  writer = null;
  controller = null;
  writeRequests = new List();
  inFlightWrite = null;
  closeRequest = null;
  inFlightClose = null;
  pendingAbort = null;
  backpressure = false;
  wrapper = null;
}
Object.freeze(InnerWritable.prototype);

class PendingAbort {
  deferred = new Deferred(false);
  reason;
  wasAlreadyErroring;

  constructor(reason, wasAlreadyErroring) {
    this.reason = reason;
    this.wasAlreadyErroring = wasAlreadyErroring;
  }
}

// https://streams.spec.whatwg.org/#writable-stream-close-queued-or-in-flight
const isClosing = (stream) => stream.closeRequest !== null || stream.inFlightClose !== null;

const isFinal = (stream) => stream.state === 'closed' || stream.state === 'errored';

// https://streams.spec.whatwg.org/#writable-stream-abort
function writableStreamAbort(stream, reason) {
  if (isFinal(stream)) return PromiseResolve(undefined);
  stream.controller.abortSignal(reason);
  if (isFinal(stream)) return PromiseResolve(undefined);
  if (stream.pendingAbort !== null) return stream.pendingAbort.deferred.promise;
  const wasAlreadyErroring = stream.state === 'erroring';
  const pending = stream.pendingAbort = new PendingAbort(wasAlreadyErroring ? undefined : reason, wasAlreadyErroring);
  if (!wasAlreadyErroring) startErroring(stream, reason);
  return pending.deferred.promise;
}

// https://streams.spec.whatwg.org/#writable-stream-close
function writableStreamClose(stream) {
  if (isFinal(stream)) return PromiseReject(new TypeError(`The stream cannot be closed: it is ${stream.state}`));
  const request = stream.closeRequest = new Deferred(false);
  if (stream.writer !== null && stream.backpressure && stream.state === 'writable') stream.writer.ready.resolve(undefined);
  stream.controller.close();
  return request.promise;
}

// https://streams.spec.whatwg.org/#writable-stream-deal-with-rejection
function dealWithRejection(stream, error) {
  if (stream.state === 'writable') startErroring(stream, error);
  else finishErroring(stream);
}

// https://streams.spec.whatwg.org/#writable-stream-start-erroring
function startErroring(stream, reason) {
  stream.state = 'erroring';
  stream.storedError = reason;
  if (stream.writer !== null) rejectReady(stream.writer, reason);
  if (!isOperationInFlight(stream) && stream.controller.started) finishErroring(stream);
}

const isOperationInFlight = (stream) => stream.inFlightWrite !== null || stream.inFlightClose !== null;

// https://streams.spec.whatwg.org/#writable-stream-finish-erroring
function finishErroring(stream) {
  stream.state = 'errored';
  stream.controller.errorSteps();
  const { storedError, writeRequests, pendingAbort } = stream;
  stream.writeRequests = new List();
  while (!writeRequests.isEmpty) writeRequests.shift().reject(storedError);
  if (pendingAbort === null) {
    rejectCloseAndClosed(stream);
    return;
  }
  stream.pendingAbort = null;
  const { deferred, reason, wasAlreadyErroring } = pendingAbort;
  if (wasAlreadyErroring) {
    deferred.reject(storedError);
    rejectCloseAndClosed(stream);
    return;
  }
  react(stream.controller.abortSteps(reason), () => {
    deferred.resolve(undefined);
    rejectCloseAndClosed(stream);
  }, (error) => {
    deferred.reject(error);
    rejectCloseAndClosed(stream);
  });
}

// https://streams.spec.whatwg.org/#writable-stream-reject-close-and-closed-promise-if-needed
function rejectCloseAndClosed(stream) {
  if (stream.closeRequest !== null) {
    stream.closeRequest.reject(stream.storedError);
    stream.closeRequest = null;
  }
  if (stream.writer !== null) stream.writer.closed.reject(stream.storedError);
}

// https://streams.spec.whatwg.org/#writable-stream-finish-in-flight-close
function finishInFlightClose(stream) {
  stream.inFlightClose.resolve(undefined);
  stream.inFlightClose = null;
  if (stream.state === 'erroring') {
    // The error came too late to matter.
    stream.storedError = undefined;
    if (stream.pendingAbort !== null) stream.pendingAbort.deferred.resolve(undefined);
    stream.pendingAbort = null;
  }
  stream.state = 'closed';
  if (stream.writer !== null) stream.writer.closed.resolve(undefined);
}

// https://streams.spec.whatwg.org/#writable-stream-finish-in-flight-close-with-error
function finishInFlightCloseWithError(stream, error) {
  stream.inFlightClose.reject(error);
  stream.inFlightClose = null;
  if (stream.pendingAbort !== null) stream.pendingAbort.deferred.reject(error);
  stream.pendingAbort = null;
  dealWithRejection(stream, error);
}

// https://streams.spec.whatwg.org/#writable-stream-update-backpressure
function updateBackpressure(stream, backpressure) {
  if (stream.writer !== null && backpressure !== stream.backpressure) {
    if (backpressure) stream.writer.ready = new Deferred(true);
    else stream.writer.ready.resolve(undefined);
  }
  stream.backpressure = backpressure;
}

class InnerWriter {
  stream = null;
  ready = null; // Deferred
  closed = null; // Deferred
  wrapper = null;
}
Object.freeze(InnerWriter.prototype);

// https://streams.spec.whatwg.org/#set-up-writable-stream-default-writer
function acquireWriter(stream) {
  if (stream.writer !== null) throw new TypeError('The stream is locked: it already has a writer');
  const writer = new InnerWriter();
  writer.stream = stream;
  stream.writer = writer;
  const ready = writer.ready = new Deferred(true), closed = writer.closed = new Deferred(true);
  if (stream.state === 'writable') {
    if (isClosing(stream) || !stream.backpressure) ready.resolve(undefined);
  } else if (stream.state === 'closed') {
    ready.resolve(undefined);
    closed.resolve(undefined);
  } else {
    ready.reject(stream.storedError);
    if (stream.state === 'errored') closed.reject(stream.storedError);
  }
  return writer;
}

// https://streams.spec.whatwg.org/#writable-stream-default-writer-ensure-ready-promise-rejected
function rejectReady(writer, error) {
  if (writer.ready.isPending) writer.ready.reject(error);
  else writer.ready = rejected(new Deferred(true), error);
}

// https://streams.spec.whatwg.org/#writable-stream-default-writer-release
function releaseWriter(writer) {
  const error = new TypeError('The writer was released');
  rejectReady(writer, error);
  if (writer.closed.isPending) writer.closed.reject(error);
  else writer.closed = rejected(new Deferred(true), error);
  writer.stream.writer = null;
  writer.stream = null;
}

// https://streams.spec.whatwg.org/#writable-stream-default-writer-close-with-error-propagation
function closeWithErrorPropagation(writer) {
  const { stream } = writer;
  if (isClosing(stream) || stream.state === 'closed') return PromiseResolve(undefined);
  return stream.state === 'errored' ? PromiseReject(stream.storedError) : writableStreamClose(stream);
}

// https://streams.spec.whatwg.org/#writable-stream-default-writer-write
// The request is told how the write ended: a Deferred, or a link with resolve and reject.
function writerWrite(writer, chunk, request) {
  const { stream } = writer;
  const size = stream.controller.chunkSize(chunk);
  if (stream !== writer.stream) request.reject(new TypeError('The writer was released'));
  else if (stream.state === 'errored') request.reject(stream.storedError);
  else if (isClosing(stream) || stream.state === 'closed') request.reject(new TypeError('The chunk cannot be written: the stream is closing or closed'));
  else if (stream.state === 'erroring') request.reject(stream.storedError);
  else {
    stream.writeRequests.push(request);
    stream.controller.write(chunk, size);
  }
}

Object.assign(streams, {
  InnerWritable, isClosing, writableStreamAbort, writableStreamClose, dealWithRejection, startErroring, finishErroring,
  finishInFlightClose, finishInFlightCloseWithError, updateBackpressure, acquireWriter, releaseWriter, closeWithErrorPropagation, writerWrite,
});
