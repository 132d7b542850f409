'use strict';
// Sockets that a Durable Object accepts for good: the host keeps them while the object is not in memory, and tells it of messages by methods.
// https://developers.cloudflare.com/durable-objects/best-practices/websockets/#websocket-hibernation-api
const {
  ArrayIsArray, Date, Error, JSONParse, JSONStringify, NewList, Number, ReflectApply, SafeMap, SafeSet, String, StringPrototypeSplit, TypeError,
  TypedArrayPrototypeGetBuffer,
} = internals.primordials;
const { http, native, objects, ops, webidl } = internals;

const textFrame = 0, closeFrame = 2;
const mostTags = 10, longestTag = 256, longestAutoResponse = 2048, longestTimeout = 604800000;

class WebSocketRequestResponsePair {
  #request;
  #response;

  constructor(request, response) {
    const prefix = "Failed to construct 'WebSocketRequestResponsePair'";
    webidl.requiredArguments(arguments.length, 2, prefix);
    this.#request = webidl.converters.USVString(request, prefix, 'Argument 1');
    this.#response = webidl.converters.USVString(response, prefix, 'Argument 2');
    if (this.#request.length > longestAutoResponse || this.#response.length > longestAutoResponse) {
      throw new TypeError(`${prefix}: The request and the response have at most ${longestAutoResponse} characters each`);
    }
  }

  static {
    objects.isAutoResponse = (value) => webidl.isObject(value) && #request in value;
    objects.requestOf = (pair) => pair.#request;
    objects.responseOf = (pair) => pair.#response;
  }

  get request() { return this.#request; }
  get response() { return this.#response; }
}
webidl.configureInterface(WebSocketRequestResponsePair);
internals.expose('WebSocketRequestResponsePair', WebSocketRequestResponsePair);

function tagsText(tags, prefix) {
  if (tags === undefined) return '[]';
  if (!ArrayIsArray(tags)) throw new TypeError(`${prefix}: The tags must be an array`);
  const seen = new SafeSet(), list = NewList(); // JSON asks an array's prototype for toJSON
  for (let i = 0; i < tags.length; i++) {
    const tag = String(tags[i]);
    if (tag.length > longestTag) throw new TypeError(`${prefix}: A tag has more than ${longestTag} characters`);
    if (seen.has(tag)) continue;
    seen.add(tag);
    list[list.length] = tag;
  }
  if (list.length > mostTags) throw new TypeError(`${prefix}: A WebSocket may have ${mostTags} tags`);
  return JSONStringify(list);
}

const socketsOf = (record) => (record.sockets ??= new SafeMap());

function socketOf(record, id) {
  const sockets = socketsOf(record), known = sockets.get(id);
  if (known !== undefined) return known;
  const socket = http.createHibernatingSocket(record.object, id);
  sockets.set(id, socket);
  return socket;
}

function idOf(record, socket, prefix) {
  const id = http.isWebSocket(socket) ? http.hibernatingId(socket, record.object) : 0;
  if (id === 0) throw new TypeError(`${prefix}: Argument 1 is not a WebSocket that this object accepted by acceptWebSocket()`);
  return id;
}

objects.sockets = {
  __proto__: null,

  accept(record, socket, tags) {
    const prefix = "Failed to execute 'acceptWebSocket' on 'DurableObjectState'";
    if (!http.isWebSocket(socket)) throw new TypeError(`${prefix}: Argument 1 is not a WebSocket`);
    const id = http.hibernate(socket, record.object, tagsText(tags, prefix), prefix);
    socketsOf(record).set(id, socket);
  },

  list(record, tag) {
    const text = ops.op_object_sockets(record.object, tag === undefined ? null : String(tag)), list = [];
    if (text === '') return list;
    const ids = StringPrototypeSplit(text, ',');
    for (let i = 0; i < ids.length; i++) list[i] = socketOf(record, Number(ids[i]));
    return list;
  },

  tags(record, socket) {
    return JSONParse(ops.op_object_socket_tags(record.object, idOf(record, socket, "Failed to execute 'getTags' on 'DurableObjectState'")));
  },

  setAutoResponse(record, pair) {
    if (pair === undefined || pair === null) {
      ops.op_object_set_auto_response(record.object, null, null);
      return;
    }
    if (!objects.isAutoResponse(pair)) {
      throw new TypeError("Failed to execute 'setWebSocketAutoResponse' on 'DurableObjectState': Argument 1 is not a WebSocketRequestResponsePair");
    }
    ops.op_object_set_auto_response(record.object, objects.requestOf(pair), objects.responseOf(pair));
  },

  autoResponse(record) {
    const pair = JSONParse(ops.op_object_auto_response(record.object));
    return pair === null ? null : new WebSocketRequestResponsePair(pair[0], pair[1]);
  },

  answeredAt(record, socket) {
    const time = ops.op_object_socket_answered(record.object, idOf(record, socket, "Failed to execute 'getWebSocketAutoResponseTimestamp' on 'DurableObjectState'"));
    return time < 0 ? null : new Date(time);
  },

  setTimeout(record, ms) {
    const time = ms === undefined ? 0 : webidl.converters['unsigned long'](ms, "Failed to execute 'setHibernatableWebSocketEventTimeout' on 'DurableObjectState'", 'Argument 1');
    if (time > longestTimeout) throw new TypeError(`The timeout is at most ${longestTimeout} ms`);
    ops.op_object_socket_timeout(record.object, time);
  },

  timeout(record) {
    const time = ops.op_object_socket_timeout(record.object, -1);
    return time < 0 ? null : time;
  },
};

async function onMessage({ instance }, socket, kind, bytes) {
  if (typeof instance.webSocketMessage !== 'function') throw new TypeError('The Durable Object has accepted a WebSocket and has no method webSocketMessage(socket, message)');
  const message = kind === textFrame ? native.utf8Decode(bytes, false, true) : TypedArrayPrototypeGetBuffer(bytes);
  await ReflectApply(instance.webSocketMessage, instance, [socket, message]);
}

// One of the two: webSocketError() for what went wrong, webSocketClose() for all else, and for all when there is no webSocketError().
async function onClose(record, socket, { socket: id, code, reason, isFault, isBreak }) {
  const { instance } = record;
  http.noteClose(socket, isBreak);
  try {
    if (isFault && typeof instance.webSocketError === 'function') await ReflectApply(instance.webSocketError, instance, [socket, new Error(reason)]);
    else if (typeof instance.webSocketClose === 'function') await ReflectApply(instance.webSocketClose, instance, [socket, code, reason, !isBreak]);
  } finally {
    socketsOf(record).delete(id);
  }
}

http.defineEvent('object-socket', (requestId, target, detail, bytes) => {
  const record = objects.find(Number(target)), event = JSONParse(detail), socket = socketOf(record, event.socket);
  return event.kind === closeFrame ? onClose(record, socket, event) : onMessage(record, socket, event.kind, bytes);
});
