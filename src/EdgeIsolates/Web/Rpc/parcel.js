'use strict';
// Values between isolates: the bytes of a structured clone, and streams beside them.
//
// What V8's serializer does not know (streams, requests, responses, blobs, exceptions) stands in the clone as an empty object; a list of items says what
// each of them is. Bytes that come piece by piece, and sockets, are the host's: it hands them from one isolate to the other, and items name them by their position. So it
// does with stubs: functions and RpcTarget objects stay where they are, and are lent (StubScope.cs).
// The bytes are those of [value, items, failed].
const {
  ArrayIsArray, MapPrototypeForEach, MapPrototypeSet, NewList, Number, ObjectDefineProperty, ObjectKeys, SafeMap, SafeSet, StringPrototypeIndexOf,
  StringPrototypeSlice, TypeError,
} = internals.primordials;
const { http, streams, blob, native, ops, structured, isDOMException, DOMException } = internals;
const { Body, HeaderList, InnerRequest, InnerResponse } = http;

const rpc = { __proto__: null };

// In place of a length.
const socketMark = -2, stubMark = -3, lentMark = -4, disposableMark = -5;

class Parcel {
  items = NewList();
  bodies = ''; // "number:length,…"
  #count = 0;
  #pumps = NewList();
  #lends;
  #lent = NewList();

  constructor(lends) {
    this.#lends = lends;
  }

  // Stands in for a platform object; null for what it does not take.
  take(value) {
    const item = this.#itemOf(value);
    if (item === null) return null;
    this.items[this.items.length] = item;
    return item[0];
  }

  // Streams of the script run once the host has them.
  start(onOver = null) {
    for (let i = 0; i < this.#pumps.length; i++) {
      this.#pumps[i].onOver = onOver;
      this.#pumps[i].start();
    }
    return this.#pumps.length;
  }

  // It was not sent after all.
  undo() {
    for (let i = 0; i < this.#lent.length; i++) rpc.takeBack(this.#lent[i]);
  }

  #itemOf(value) {
    if (typeof value === 'function') return this.#itemOfFunction(value);
    if (this.#lends && rpc.isTarget(value)) return this.#lend(value);
    if (streams.isReadable(value)) return [{}, 'stream', this.#pass(http.extract(value, 'The stream').body)];
    if (http.isRequest(value)) return this.#itemOfRequest(http.innerRequestOf(value));
    if (http.isResponse(value)) return this.#itemOfResponse(http.innerResponseOf(value));
    if (http.isHeaders(value)) return [{}, 'headers', http.listOf(value).toText()];
    if (blob.isBlob(value)) return itemOfBlob(value);
    return isDOMException(value) ? [{}, 'exception', value.name, value.message] : null;
  }

  #itemOfFunction(value) {
    if (!this.#lends) return null;
    const number = rpc.numberOf(value);
    if (number === undefined) return this.#lend(value);
    if (number === null) throw structured.cloneError('The promise or the property of a call cannot be sent before it was awaited');
    return [{}, 'stub', this.#name(number, stubMark)];
  }

  #lend(value) {
    const mark = rpc.hasDisposer(value) ? disposableMark : lentMark, number = rpc.lend(value);
    this.#lent[this.#lent.length] = number;
    return [{}, 'stub', this.#name(number, mark)];
  }

  #itemOfRequest(inner) {
    return [{}, 'request', inner.method, inner.href, inner.headers.toText(), this.#pass(inner.body), inner.redirect];
  }

  #itemOfResponse(inner) {
    if (inner.type === 'error') throw structured.cloneError('Response.error() cannot be sent');
    const passed = inner.webSocket === null ? this.#pass(inner.body) : this.#name(http.releaseWebSocket(inner.webSocket), socketMark);
    return [{}, 'response', inner.status, inner.statusText, inner.headersText(), passed];
  }

  // A body: its source as it is, or the position of what the host passes on.
  #pass(body) {
    const { source, length, pump } = http.sendBody(body, 'the call');
    if (typeof source !== 'number') return source;
    if (pump !== null) this.#pumps[this.#pumps.length] = pump;
    return this.#name(source, length);
  }

  #name(number, length) {
    this.bodies += `${this.#count === 0 ? '' : ','}${number}:${length}`;
    return this.#count++;
  }
}
Object.freeze(Parcel.prototype);

function itemOfBlob(value) {
  const bytes = blob.ropeOf(value).copy(), type = blob.typeOf(value);
  return blob.isFile(value) ? [{}, 'blob', bytes, type, blob.nameOf(value), value.lastModified] : [{}, 'blob', bytes, type];
}

// A parcel with its `bytes`. `lends`: whether functions may be in it.
function pack(value, failed = false, lends = false) {
  const parcel = new Parcel(lends), memory = new SafeMap();
  memory.parcel = parcel;
  try {
    const clone = structured.cloneValue(value, memory);
    parcel.bytes = ops.op_clone_serialize([clone, parcel.items, failed]);
  } catch (error) {
    parcel.undo();
    throw error;
  }
  return parcel;
}

// What was thrown; one that cannot be cloned is told by its text.
function packError(error) {
  try {
    return pack(error, true);
  } catch {
    return pack(new TypeError(`The error that was thrown cannot be sent: ${internals.inspect(error, { __proto__: null, depth: 0 })}`), true);
  }
}

// The bodies by their position; stubs also in a list of their own.
function listBodies(text, stubs) {
  const bodies = NewList();
  for (let at = 0; at < text.length;) {
    const colon = StringPrototypeIndexOf(text, ':', at), comma = StringPrototypeIndexOf(text, ',', colon), end = comma < 0 ? text.length : comma;
    const number = Number(StringPrototypeSlice(text, at, colon)), length = Number(StringPrototypeSlice(text, colon + 1, end));
    if (length === stubMark) bodies[bodies.length] = stubs[stubs.length] = rpc.createStub(number);
    else bodies[bodies.length] = length === socketMark ? http.createWebSocket(number) : Body.ofHost(number, length);
    at = end + 1;
  }
  return bodies;
}

const bodyOf = (source, bodies) => (source === null ? null : typeof source === 'number' ? bodies[source] : new Body(source));

function revive(item, bodies) {
  switch (item[1]) {
    case 'stub': return bodies[item[2]];
    case 'stream': return http.streamOf(bodyOf(item[2], bodies));
    case 'headers': return http.headersOf(new HeaderList(null, item[2]), 'none');
    case 'blob': return item.length > 4 ? blob.createFile(item[2], item[3], item[4], item[5]) : blob.create(item[2], item[3]);
    case 'exception': return new DOMException(item[3], item[2]);
    case 'request': {
      const inner = new InnerRequest(null, item[3]);
      inner.method = item[2];
      inner.headers = new HeaderList(null, item[4]);
      inner.body = bodyOf(item[5], bodies);
      inner.redirect = item[6];
      return http.createRequest(inner, 'request');
    }
    default: {
      const inner = new InnerResponse();
      inner.status = item[2];
      inner.statusText = item[3];
      inner.headers = new HeaderList(null, item[4]);
      if (inner.status === 101) inner.webSocket = bodies[item[5]];
      else inner.body = bodyOf(item[5], bodies);
      return http.createResponse(inner, 'response');
    }
  }
}

// Puts the platform objects where their stand-ins are.
class Unpacking {
  #real = new SafeMap();
  #seen = new SafeSet();

  constructor(items, bodies) {
    for (let i = 0; i < items.length; i++) this.#real.set(items[i][0], revive(items[i], bodies));
  }

  replace(value) {
    if (typeof value !== 'object' || value === null) return value;
    const real = this.#real.get(value);
    if (real !== undefined) return real;
    if (!this.#seen.has(value)) {
      this.#seen.add(value);
      this.#look(value);
    }
    return value;
  }

  #look(value) {
    const kind = native.kindOf(value);
    if (kind === 11) {
      MapPrototypeForEach(value, (item, key) => { MapPrototypeSet(value, key, this.replace(item)); });
    } else if (kind <= 2) {
      const keys = ObjectKeys(value);
      for (let i = 0; i < keys.length; i++) {
        const replaced = this.replace(value[keys[i]]);
        ObjectDefineProperty(value, keys[i], { __proto__: null, value: replaced, writable: true, enumerable: true, configurable: true });
      }
    }
  }
}
Object.freeze(Unpacking.prototype);

// { value, failed, stubs }; `bodies` gives the text of the bodies when it is needed.
function unpack(bytes, bodies) {
  const root = ops.op_clone_deserialize(bytes), items = root[1], stubs = NewList();
  const value = ArrayIsArray(items) && items.length > 0 ? new Unpacking(items, listBodies(bodies(), stubs)).replace(root[0]) : root[0];
  return { __proto__: null, value, failed: root[2], stubs };
}

rpc.pack = pack;
rpc.packError = packError;
rpc.unpack = unpack;
internals.rpc = rpc;
