'use strict';
// https://streams.spec.whatwg.org/#rs-abstract-ops
//
// Streams, controllers, readers and writers are records here (Inner…), with the slots of the standard as plain fields.
// The objects that scripts see hold their record in a private field; the record holds its object in `wrapper`, which is
// made only when a script gets to see it.
//
// A controller has cancelSteps(reason), pullSteps(request), releaseSteps(); a request has chunkSteps(chunk), closeSteps(),
// errorSteps(error) and is a link of a List.
const { PromiseReject, PromiseResolve, TypeError } = internals.primordials;
const { streams } = internals;
const { List, Deferred, react, rejected } = streams;

class InnerReadable {
  state = 'readable'; // 'closed', 'errored'
  reader = null;
  storedError = undefined;
  disturbed = false;
  controller = null;
  wrapper = null;
  length = -1; // how many bytes will come, when that is known
}
Object.freeze(InnerReadable.prototype);

class InnerReader {
  stream = null;
  closed = null; // Deferred
  requests = new List(); // [[readRequests]] or [[readIntoRequests]]
  isByob;
  wrapper = null;

  constructor(isByob) {
    this.isByob = isByob;
  }
}
Object.freeze(InnerReader.prototype);

const isLocked = (stream) => stream.reader !== null;

// https://streams.spec.whatwg.org/#readable-stream-close
function readableStreamClose(stream) {
  stream.state = 'closed';
  const { reader } = stream;
  if (reader === null) return;
  reader.closed.resolve(undefined);
  if (reader.isByob) return;
  const { requests } = reader;
  reader.requests = new List();
  while (!requests.isEmpty) requests.shift().closeSteps();
}

// https://streams.spec.whatwg.org/#readable-stream-error
function readableStreamError(stream, error) {
  stream.state = 'errored';
  stream.storedError = error;
  const { reader } = stream;
  if (reader === null) return;
  reader.closed.reject(error);
  errorRequests(reader, error);
}

function errorRequests(reader, error) {
  const { requests } = reader;
  reader.requests = new List();
  while (!requests.isEmpty) requests.shift().errorSteps(error);
}

// https://streams.spec.whatwg.org/#readable-stream-cancel
function readableStreamCancel(stream, reason) {
  stream.disturbed = true;
  if (stream.state === 'closed') return PromiseResolve(undefined);
  if (stream.state === 'errored') return PromiseReject(stream.storedError);
  readableStreamClose(stream);
  const { reader } = stream;
  if (reader !== null && reader.isByob) {
    const { requests } = reader;
    reader.requests = new List();
    while (!requests.isEmpty) requests.shift().closeSteps(undefined);
  }
  return react(stream.controller.cancelSteps(reason), () => undefined);
}

// https://streams.spec.whatwg.org/#readable-stream-get-num-read-requests
const hasRequests = (stream, isByob) => stream.reader !== null && stream.reader.isByob === isByob && !stream.reader.requests.isEmpty;

// https://streams.spec.whatwg.org/#readable-stream-reader-generic-initialize
function initializeReader(reader, stream) {
  if (isLocked(stream)) throw new TypeError('The stream is locked: it already has a reader');
  reader.stream = stream;
  stream.reader = reader;
  reader.closed = new Deferred(true);
  if (stream.state === 'closed') reader.closed.resolve(undefined);
  else if (stream.state === 'errored') reader.closed.reject(stream.storedError);
}

// https://streams.spec.whatwg.org/#set-up-readable-stream-default-reader
function acquireDefaultReader(stream) {
  const reader = new InnerReader(false);
  initializeReader(reader, stream);
  return reader;
}

// https://streams.spec.whatwg.org/#set-up-readable-stream-byob-reader
function acquireByobReader(stream) {
  const reader = new InnerReader(true);
  if (isLocked(stream)) throw new TypeError('The stream is locked: it already has a reader');
  if (!stream.controller.isByteController) throw new TypeError("A BYOB reader needs a stream of bytes (type: 'bytes')");
  initializeReader(reader, stream);
  return reader;
}

// https://streams.spec.whatwg.org/#abstract-opdef-readablestreamdefaultreaderrelease and its BYOB twin
function releaseReader(reader) {
  const { stream } = reader;
  const error = new TypeError('The reader was released');
  if (reader.closed.isPending) reader.closed.reject(error);
  else reader.closed = rejected(new Deferred(true), error);
  stream.controller.releaseSteps();
  stream.reader = null;
  reader.stream = null;
  errorRequests(reader, new TypeError('The reader was released before this read ended'));
}

// https://streams.spec.whatwg.org/#readable-stream-default-reader-read
function readerRead(reader, request) {
  const { stream } = reader;
  stream.disturbed = true;
  if (stream.state === 'closed') request.closeSteps();
  else if (stream.state === 'errored') request.errorSteps(stream.storedError);
  else stream.controller.pullSteps(request);
}

// https://streams.spec.whatwg.org/#readable-stream-byob-reader-read
function readerReadInto(reader, view, min, request) {
  const { stream } = reader;
  stream.disturbed = true;
  if (stream.state === 'errored') request.errorSteps(stream.storedError);
  else stream.controller.pullInto(view, min, request);
}

// The request of a read() whose caller gets a promise for { value, done }.
class PromiseRequest {
  next = null;
  deferred = new Deferred(false);

  chunkSteps(value) { this.deferred.resolve({ value, done: false }); }
  closeSteps(value) { this.deferred.resolve({ value, done: true }); }
  errorSteps(error) { this.deferred.reject(error); }
}
Object.freeze(PromiseRequest.prototype);

function readForPromise(reader) {
  const request = new PromiseRequest();
  readerRead(reader, request);
  return request.deferred.promise;
}

Object.assign(streams, {
  InnerReadable, isReadableLocked: isLocked, readableStreamClose, readableStreamError, readableStreamCancel, hasRequests,
  acquireDefaultReader, acquireByobReader, releaseReader, readerRead, readerReadInto, PromiseRequest, readForPromise,
});
