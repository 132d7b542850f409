'use strict';
// https://websockets.spec.whatwg.org/#the-websocket-interface and https://developers.cloudflare.com/workers/runtime-apis/websockets/
//
// One class for two kinds of sockets. `new WebSocket(url)` behaves by the standard. The others, made by WebSocketPair or come with a Response, are accepted before
// they are used, refuse to send once they are closed, and let their close listeners answer a close with a code of their own.
const { SafeMap, Symbol, TypedArrayPrototypeGetBuffer, TypedArrayPrototypeGetByteLength, TypeError } = internals.primordials;
const { webidl, events, entry, http, native, ops, timers, url, bytes: { viewOf }, EventTarget, MessageEvent, CloseEvent, DOMException } = internals;
const { addressOf, protocolsOf, requestTo } = internals.socketAddresses;
const { converters } = webidl;

const CONNECTING = 0, OPEN = 1, CLOSING = 2, CLOSED = 3;
const textFrame = 0, closeFrame = 2;
const network = -1;
const goingAway = 1001, noCode = 1005, abnormal = 1006;
const mostAttachment = 16384;
const token = Symbol('WebSocket');

const mayClose = (code, standard) => (standard
  ? code === 1000 || (code >= 3000 && code <= 4999)
  : code >= 1000 && code <= 4999 && code !== 1004 && code !== 1005 && code !== 1006 && code !== 1015);

class WebSocket extends EventTarget {
  #number = 0; // at the host; 0: none yet
  #requestId = 0; // who accepted it
  #object = 0; // the Durable Object that accepted it for good; its number is the socket's id there
  #attachment = null;
  #standard;
  #accepted = false;
  #released = false; // went away with a Response
  #sentClose = false;
  #gotClose = false;
  #failed = false;
  #binaryType = 'arraybuffer';
  #record = null;
  #protocol = '';
  #extensions = '';
  #call = null; // while it connects
  #lostBytes = 0; // what was sent after the end

  constructor(url_, protocols = undefined) {
    if (url_ === token) {
      super();
      this.#standard = false;
      this.#number = protocols;
      return;
    }
    const prefix = "Failed to construct 'WebSocket'";
    webidl.requiredArguments(arguments.length, 1, prefix);
    const text = converters.USVString(url_, prefix, 'Argument 1');
    const record = addressOf(text, prefix);
    const wanted = protocols === undefined ? null : protocolsOf(protocols, prefix);
    super();
    this.#standard = true;
    this.#record = record;
    this.#connect(wanted);
  }

  static {
    http.isWebSocket = (value) => webidl.isObject(value) && #number in value;
    http.createWebSocket = (number) => new WebSocket(token, number);

    // Given away with a Response: the number of what goes.
    http.checkReleasable = (socket, prefix) => {
      if (socket.#accepted || socket.#standard) throw new TypeError(`${prefix}: A WebSocket that was accepted cannot be given away with a Response`);
      if (socket.#released) throw new TypeError(`${prefix}: The WebSocket was used in a Response already`);
    };
    http.releaseWebSocket = (socket) => {
      http.checkReleasable(socket, 'The answer');
      socket.#released = true;
      return socket.#number;
    };

    // For Durable Objects; see hibernation.js.
    http.createHibernatingSocket = (object, id) => {
      const socket = new WebSocket(token, id);
      socket.#object = object;
      socket.#accepted = true;
      return socket;
    };
    http.hibernate = (socket, object, tags, prefix) => {
      http.checkReleasable(socket, prefix);
      socket.#number = ops.op_object_socket_accept(object, socket.#number, tags, socket.#attachment);
      socket.#object = object;
      socket.#accepted = true;
      return socket.#number;
    };
    http.hibernatingId = (socket, object) => (socket.#object === object && object !== 0 ? socket.#number : 0);
    http.noteClose = (socket, isBreak) => {
      socket.#gotClose = true;
      socket.#failed ||= isBreak;
    };

    // Called by the host: a message, the close of the other side, or the end of a connection that nobody closed.
    entry.socket = (requestId, number, kind, data, code, isBreak) => {
      const known = http.stateOfRequest(requestId).sockets, socket = known === null ? undefined : known.get(number);
      if (socket === undefined) return;
      let failure = null;
      const onError = (error) => { failure ??= { __proto__: null, error }; };
      if (kind === closeFrame) socket.#onClose(code, data, isBreak, onError);
      else socket.#onMessage(kind, data, onError);
      if (failure !== null) throw failure.error;
    };
  }

  get url() { return this.#record === null ? null : url.serialize(this.#record); }
  get protocol() { return this.#protocol; }
  get extensions() { return this.#extensions; }

  get readyState() {
    if (this.#failed || (this.#sentClose && this.#gotClose)) return CLOSED;
    if (this.#sentClose || this.#gotClose) return CLOSING;
    return this.#accepted || this.#released ? OPEN : CONNECTING;
  }

  get bufferedAmount() {
    if (!this.#accepted) return this.#lostBytes;
    return this.#lostBytes + (this.#object === 0 ? ops.op_socket_waiting(this.#number) : ops.op_object_socket_waiting(this.#object, this.#number));
  }

  get binaryType() { return this.#binaryType; }
  set binaryType(value) {
    const type = `${value}`, before = this.#binaryType;
    this.#binaryType = type === 'arraybuffer' || type === 'blob' ? type : before;
  }

  accept() {
    if (this.#accepted) return;
    if (this.#released) throw new TypeError("Failed to execute 'accept' on 'WebSocket': It was given away with a Response");
    if (this.#standard) throw new TypeError("Failed to execute 'accept' on 'WebSocket': It is not connected yet");
    this.#open();
  }

  send(data) {
    const prefix = "Failed to execute 'send' on 'WebSocket'";
    webidl.requiredArguments(arguments.length, 1, prefix);
    const message = payload(data, prefix);
    this.#checkAccepted(prefix);
    if (this.#failed || this.#sentClose) {
      this.#refuse(message, prefix);
      return;
    }
    const length = typeof message === 'string' ? message.length : TypedArrayPrototypeGetByteLength(message);
    const sent = this.#object === 0 ? ops.op_socket_send(this.#number, message, length) : ops.op_object_socket_send(this.#object, this.#number, message, length);
    if (!sent) {
      this.#failed = true; // with the request that it belonged to
      this.#refuse(message, prefix);
    }
  }

  close(code = undefined, reason = undefined) {
    const prefix = "Failed to execute 'close' on 'WebSocket'";
    const number = code === undefined ? noCode : converters['unsigned short'](code, prefix, 'Argument 1', { __proto__: null, clamp: true });
    const text = reason === undefined ? '' : converters.USVString(reason, prefix, 'Argument 2');
    if (code !== undefined && !mayClose(number, this.#standard)) {
      throw new DOMException(`${prefix}: The code ${number} may not be sent`, 'InvalidAccessError');
    }
    if (native.utf8Encode(text).length > 123) throw new DOMException(`${prefix}: The reason has more than 123 bytes`, 'SyntaxError');
    if (this.#standard && this.#call !== null) {
      this.#giveUp();
      return;
    }
    this.#checkAccepted(prefix);
    this.#sendClose(number, text);
  }

  // https://developers.cloudflare.com/durable-objects/api/state/: kept with the socket by the host when a Durable Object accepted it
  serializeAttachment(value) {
    const bytes = internals.serialize(value);
    if (bytes.length > mostAttachment) throw new TypeError(`Failed to execute 'serializeAttachment' on 'WebSocket': The value has ${bytes.length} bytes; the most is ${mostAttachment}`);
    if (this.#object === 0) this.#attachment = bytes;
    else ops.op_object_socket_attach(this.#object, this.#number, bytes);
  }

  deserializeAttachment() {
    const bytes = this.#object === 0 ? this.#attachment : ops.op_object_socket_attachment(this.#object, this.#number);
    return bytes === null ? null : ops.op_clone_deserialize(bytes);
  }

  #checkAccepted(prefix) {
    if (this.#accepted || this.#failed || this.#sentClose) return;
    if (this.#standard) throw new DOMException(`${prefix}: It is still connecting`, 'InvalidStateError');
    throw new TypeError(`${prefix}: ${this.#released ? 'It was given away with a Response' : 'Call accept() first'}`);
  }

  #refuse(message, prefix) {
    if (!this.#standard) throw new TypeError(`${prefix}: It is closed`);
    this.#lostBytes += typeof message === 'string' ? native.utf8Encode(message).length : TypedArrayPrototypeGetByteLength(message);
  }

  #sendClose(code, reason) {
    if (this.#sentClose || this.#failed) return;
    this.#sentClose = true;
    if (this.#object !== 0) {
      ops.op_object_socket_close(this.#object, this.#number, code, reason);
      return;
    }
    ops.op_socket_close(this.#number, code, reason);
    if (this.#gotClose) this.#forget();
  }

  #open() {
    if (!ops.op_socket_accept(this.#number)) throw new TypeError("Failed to execute 'accept' on 'WebSocket': Its request has ended");
    this.#accepted = true;
    this.#requestId = native.currentRequest();
    (http.stateOfRequest(this.#requestId).sockets ??= new SafeMap()).set(this.#number, this);
  }

  #forget() {
    http.stateOfRequest(this.#requestId).sockets?.delete(this.#number);
  }

  // https://websockets.spec.whatwg.org/#concept-websocket-establish
  #connect(wanted) {
    const inner = requestTo(this.#record);
    if (wanted !== null && wanted.text !== '') inner.headers.append('sec-websocket-protocol', wanted.text);
    this.#call = new http.HttpCall(http.nextCall(), inner, network);
    this.#establish(wanted);
  }

  async #establish(wanted) {
    let response;
    try {
      response = await http.httpFetch(this.#call);
    } catch (error) {
      this.#fail(error.message);
      return;
    }
    if (this.#call === null) {
      if (response.webSocket !== null) discard(response.webSocket);
      return;
    }
    this.#call = null;
    const protocol = response.headerList.get('sec-websocket-protocol');
    if (response.status !== 101) {
      if (response.body !== null && response.body.host !== null) response.body.host.cancel();
      this.#fail(`The server answered with status ${response.status}`);
      return;
    }
    this.#number = http.releaseWebSocket(response.webSocket);
    this.#open();
    if (protocol !== null && (wanted === null || !wanted.seen.has(protocol))) {
      this.#sendClose(noCode, '');
      this.#fail(`The server chose the subprotocol '${protocol}', which was not asked for`);
      return;
    }
    this.#protocol = protocol ?? '';
    this.#extensions = response.headerList.get('sec-websocket-extensions') ?? '';
    this.#fire(events.createTrusted('open', false));
  }

  // close() while it connects
  #giveUp() {
    const { number } = this.#call;
    this.#call = null;
    this.#sentClose = true;
    ops.op_fetch_abort(number);
    timers.startTask(() => this.#fail('It was closed before it was connected'));
  }

  // https://websockets.spec.whatwg.org/#feedback-from-the-protocol: an error, then a close
  #fail(message) {
    if (this.#failed) return;
    this.#failed = true;
    this.#call = null;
    this.#fire(errorEvent(message));
    this.#fire(closeEvent(abnormal, '', false));
  }

  #onMessage(kind, data, onError) {
    if (this.#gotClose || this.#failed) return;
    const value = kind === textFrame ? data
      : this.#binaryType === 'blob' ? internals.blob.create(data, '') : TypedArrayPrototypeGetBuffer(data);
    const event = new MessageEvent('message', { __proto__: null, data: value, origin: this.#record === null ? '' : url.origin(this.#record) });
    this.#fire(event, onError);
  }

  #onClose(code, reason, isBreak, onError) {
    if (this.#failed) return;
    this.#gotClose = true;
    if (isBreak) {
      this.#failed = true;
      this.#forget();
      this.#fire(errorEvent(reason === '' ? 'The connection was lost' : reason), onError);
      this.#fire(closeEvent(code, reason, false), onError);
      return;
    }
    if (this.#standard) this.#sendClose(code, '');
    this.#fire(closeEvent(code, reason, true), onError);
    this.#sendClose(code, '');
    this.#forget();
  }

  #fire(event, onError) {
    events.innerOf(event).trusted = true;
    events.dispatch(event, this, onError);
  }
}

const errorEvent = (message) => new events.ErrorEvent('error', { __proto__: null, message });
const closeEvent = (code, reason, wasClean) => new CloseEvent('close', { __proto__: null, code, reason, wasClean });

// Came after its request was given up.
function discard(socket) {
  socket.accept();
  socket.close(goingAway);
}

function payload(data, prefix) {
  if (webidl.isBufferSource(data)) return viewOf(converters.BufferSource(data, prefix, 'Argument 1'));
  if (internals.blob.isBlob(data)) return internals.blob.bytesOf(data);
  return converters.USVString(data, prefix, 'Argument 1');
}

webidl.configureInterface(WebSocket);
webidl.defineConstants(WebSocket, {
  CONNECTING, OPEN, CLOSING, CLOSED,
  READY_STATE_CONNECTING: CONNECTING, READY_STATE_OPEN: OPEN, READY_STATE_CLOSING: CLOSING, READY_STATE_CLOSED: CLOSED,
});
for (const type of ['open', 'message', 'close', 'error']) events.defineHandler(WebSocket.prototype, type);
internals.expose('WebSocket', WebSocket);

// Two ends of one socket: the first, by custom, goes to the client.
class WebSocketPair {
  0;
  1;

  constructor() {
    const first = ops.op_socket_pair();
    this[0] = http.createWebSocket(first);
    this[1] = http.createWebSocket(first + 1);
  }
}

webidl.configureInterface(WebSocketPair);
internals.expose('WebSocketPair', WebSocketPair);
