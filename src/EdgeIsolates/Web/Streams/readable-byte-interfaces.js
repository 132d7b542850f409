'use strict';
// https://streams.spec.whatwg.org/#rbs-controller-class and #rs-byob-request-class: what scripts see of them
const { TypeError } = internals.primordials;
const { webidl, streams } = internals;
const { converters, requiredArguments } = webidl;
const { byteLengthOf, ViewInfo, isDetachedView } = streams;

const token = Symbol('ReadableByteStreamController');
const enforceRange = { __proto__: null, enforceRange: true };

class ReadableStreamBYOBRequest {
  #inner;

  constructor(key = undefined, inner = undefined) {
    if (key !== token) webidl.illegalConstructor();
    this.#inner = inner;
  }

  get view() { return this.#inner.view; }

  respond(bytesWritten) {
    const inner = this.#inner;
    const prefix = "Failed to execute 'respond' on 'ReadableStreamBYOBRequest'";
    requiredArguments(arguments.length, 1, prefix);
    const count = converters['unsigned long long'](bytesWritten, prefix, 'Argument 1', enforceRange);
    if (inner.controller === null) throw new TypeError(`${prefix}: The request has been answered already`);
    if (isDetachedView(inner.view)) throw new TypeError(`${prefix}: The memory of the view was transferred elsewhere`);
    inner.controller.respond(count);
  }

  respondWithNewView(view) {
    const inner = this.#inner;
    const prefix = "Failed to execute 'respondWithNewView' on 'ReadableStreamBYOBRequest'";
    requiredArguments(arguments.length, 1, prefix);
    converters.ArrayBufferView(view, prefix, 'Argument 1');
    if (inner.controller === null) throw new TypeError(`${prefix}: The request has been answered already`);
    if (isDetachedView(view)) throw new TypeError(`${prefix}: The memory of the view was transferred elsewhere`);
    inner.controller.respondWithNewView(view);
  }
}

class ReadableByteStreamController {
  #inner;

  constructor(key = undefined, inner = undefined) {
    if (key !== token) webidl.illegalConstructor();
    this.#inner = inner;
  }

  get byobRequest() {
    const request = this.#inner.getByobRequest();
    return request === null ? null : request.wrapper ??= new ReadableStreamBYOBRequest(token, request);
  }

  get desiredSize() { return this.#inner.desiredSize; }

  close() {
    const inner = this.#inner;
    if (!inner.canCloseOrEnqueue) throw new TypeError(`The stream cannot be closed: it is ${inner.stateName}`);
    inner.close();
  }

  enqueue(chunk) {
    const inner = this.#inner;
    const prefix = "Failed to execute 'enqueue' on 'ReadableByteStreamController'";
    requiredArguments(arguments.length, 1, prefix);
    converters.ArrayBufferView(chunk, prefix, 'Argument 1');
    if (isDetachedView(chunk)) throw new TypeError(`${prefix}: The chunk was already transferred elsewhere`);
    const { buffer, byteLength } = new ViewInfo(chunk);
    if (byteLength === 0 || byteLengthOf(buffer) === 0) throw new TypeError(`${prefix}: The chunk is empty`);
    if (!inner.canCloseOrEnqueue) throw new TypeError(`${prefix}: The stream is ${inner.stateName}`);
    inner.enqueue(chunk);
  }

  error(reason = undefined) { this.#inner.error(reason); }
}

streams.byteControllerOf = (inner) => inner.wrapper ??= new ReadableByteStreamController(token, inner);
webidl.configureInterface(ReadableStreamBYOBRequest);
webidl.configureInterface(ReadableByteStreamController);
internals.expose('ReadableStreamBYOBRequest', ReadableStreamBYOBRequest);
internals.expose('ReadableByteStreamController', ReadableByteStreamController);
