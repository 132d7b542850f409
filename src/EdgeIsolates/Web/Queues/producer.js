'use strict';
// env.JOBS of type `queue`: what sends messages. https://developers.cloudflare.com/queues/configuration/javascript-apis/#producer
const {
  JSONStringify, NewList, NumberIsInteger, PromiseReject, RangeError, TypedArrayPrototypeGetByteLength, TypedArrayPrototypeSet, TypeError, Uint8Array,
} = internals.primordials;
const { bindings, bytes: { viewOf }, native, webidl } = internals;

const mostBytes = 128_000;
const mostBatchBytes = 256_000;
const mostMessages = 100;
const mostDelaySeconds = 43_200;

// In the order of QueueContentType.
const types = ['json', 'text', 'bytes', 'v8'];
const json = 0, text = 1, rawBytes = 2, v8 = 3;

function delayOf(options, name) {
  const delay = options?.delaySeconds;
  if (delay === undefined) return -1;
  if (!NumberIsInteger(delay) || delay < 0 || delay > mostDelaySeconds) {
    throw new RangeError(`${name}: delaySeconds is a whole number from 0 to ${mostDelaySeconds}`);
  }
  return delay;
}

function typeOf(options) {
  const name = options?.contentType;
  if (name === undefined) return json;
  for (let i = 0; i < types.length; i++) if (types[i] === name) return i;
  throw new TypeError(`Unsupported queue message content type: ${name}`);
}

function encode(body, type) {
  switch (type) {
    case text:
      if (typeof body !== 'string') throw new TypeError(`Content Type "text" requires a value of type string, but received: ${typeof body}`);
      return native.utf8Encode(body);
    case rawBytes:
      if (!webidl.isBufferSource(body)) throw new TypeError(`Content Type "bytes" requires a value of type ArrayBufferView, but received: ${typeof body}`);
      return viewOf(body);
    case v8:
      return internals.serialize(body);
    default: {
      const written = JSONStringify(body);
      if (written === undefined) throw new TypeError(`Content Type "json" requires a value that JSON can express, but received: ${typeof body}`);
      return native.utf8Encode(written);
    }
  }
}

// Messages on their way: what the host needs to know of each, "type:delay:length", and all bodies in a row.
class Sending {
  #parts = NewList();
  #length = 0;
  #terms = '';

  add(body, type, delay) {
    const part = encode(body, type), length = TypedArrayPrototypeGetByteLength(part);
    if (length > mostBytes) throw new RangeError(`Queue send failed: message length of ${length} bytes exceeds limit of ${mostBytes}`);
    this.#terms += `${this.#parts.length === 0 ? '' : ','}${type}:${delay}:${length}`;
    this.#parts[this.#parts.length] = part;
    this.#length += length;
    if (this.#length > mostBatchBytes) throw new RangeError(`Queue sendBatch failed: batch size of ${this.#length} bytes exceeds limit of ${mostBatchBytes}`);
  }

  send(target) {
    const all = new Uint8Array(this.#length);
    let at = 0;
    for (let i = 0; i < this.#parts.length; i++) {
      TypedArrayPrototypeSet(all, this.#parts[i], at);
      at += TypedArrayPrototypeGetByteLength(this.#parts[i]);
    }
    return target.call('send', [this.#terms, all]);
  }
}
Object.freeze(Sending.prototype);

const token = {};
const toMessages = webidl.sequence((message, prefix, context) => {
  if (!webidl.isObject(message)) throw webidl.failure(prefix, context, 'has an element that is no object with a body');
  return message;
});

class Queue {
  #target;

  constructor(key = undefined, target = undefined) {
    if (key !== token) webidl.illegalConstructor();
    this.#target = target;
  }

  send(body, options = undefined) {
    try {
      const target = this.#target, sending = new Sending();
      sending.add(body, typeOf(options), delayOf(options, 'Queue send failed'));
      return sending.send(target);
    } catch (error) {
      return PromiseReject(error);
    }
  }

  sendBatch(messages, options = undefined) {
    try {
      const target = this.#target, sending = new Sending(), general = delayOf(options, 'Queue sendBatch failed');
      const list = toMessages(messages, "Failed to execute 'sendBatch' on 'Queue'", 'Argument 1');
      if (list.length === 0) throw new TypeError('sendBatch() requires at least one message');
      if (list.length > mostMessages) throw new RangeError(`Queue sendBatch failed: ${list.length} messages exceed the limit of ${mostMessages}`);
      for (let i = 0; i < list.length; i++) {
        const own = delayOf(list[i], 'Queue sendBatch failed');
        sending.add(list[i].body, typeOf(list[i]), own < 0 ? general : own);
      }
      return sending.send(target);
    } catch (error) {
      return PromiseReject(error);
    }
  }
}

webidl.configureInterface(Queue);
bindings.define('queue', (target) => new Queue(token, target));
internals.queues = { __proto__: null, mostDelaySeconds, delayOf, json, text, rawBytes };
