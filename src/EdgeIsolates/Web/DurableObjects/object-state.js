'use strict';
// `ctx` of a Durable Object, the class that they extend, and the instances of this isolate by their numbers.
// https://developers.cloudflare.com/durable-objects/api/state/
const { Error, NewList, SafeMap, String, TypeError } = internals.primordials;
const { entry, http, native, objects, ops, rpc, webidl } = internals;

const token = {};

class ObjectRecord {
  object;
  instance = null;
  isBorn = false;
  blocks = NewList(); // what the constructor gave to blockConcurrencyWhile
  transaction = null;
  lastTransaction = undefined;
  sockets = null; // those that it accepted for good and has seen, by id

  constructor(object) {
    this.object = object;
  }
}
Object.freeze(ObjectRecord.prototype);

// The input gate stays shut while the callback runs. When it fails the object cannot be trusted, and is made anew.
async function block(record, callback) {
  const isShut = ops.op_object_shut(record.object, true);
  try {
    return await callback();
  } catch (error) {
    if (record.isBorn) ops.op_object_abort(record.object, textOf(error));
    throw error;
  } finally {
    if (isShut) release(record);
  }
}

function release(record) {
  try {
    ops.op_object_shut(record.object, false);
  } catch {
    // The object was reset meanwhile.
  }
}

// What callers are told: those may be another tenant's, so no stack.
function textOf(error) {
  try {
    return String(webidl.isObject(error) ? error.message : error);
  } catch {
    return 'blockConcurrencyWhile() failed with an error that cannot be read';
  }
}

class DurableObjectState {
  #record;
  #id;
  #storage;
  #props = {};

  constructor(key = undefined, record = undefined, id = undefined) {
    if (key !== token) webidl.illegalConstructor();
    this.#record = record;
    this.#id = id;
    this.#storage = objects.createStorage(record);
  }

  get id() { return this.#id; }

  get storage() { return this.#storage; }

  get props() { return this.#props; }

  set props(value) { this.#props = value; }

  waitUntil(promise) {
    webidl.requiredArguments(arguments.length, 1, "Failed to execute 'waitUntil' on 'DurableObjectState'");
    const requestId = native.currentRequest();
    if (requestId !== 0) http.waitUntil(requestId, promise);
  }

  blockConcurrencyWhile(callback) {
    webidl.converters.Function(callback, "Failed to execute 'blockConcurrencyWhile' on 'DurableObjectState'", 'Argument 1');
    const record = this.#record, promise = block(record, callback);
    if (!record.isBorn) record.blocks[record.blocks.length] = promise;
    return promise;
  }

  acceptWebSocket(socket, tags = undefined) { objects.sockets.accept(this.#record, socket, tags); }

  getWebSockets(tag = undefined) { return objects.sockets.list(this.#record, tag); }

  getTags(socket) { return objects.sockets.tags(this.#record, socket); }

  setWebSocketAutoResponse(pair = undefined) { objects.sockets.setAutoResponse(this.#record, pair); }

  getWebSocketAutoResponse() { return objects.sockets.autoResponse(this.#record); }

  getWebSocketAutoResponseTimestamp(socket) { return objects.sockets.answeredAt(this.#record, socket); }

  setHibernatableWebSocketEventTimeout(ms = undefined) { objects.sockets.setTimeout(this.#record, ms); }

  getHibernatableWebSocketEventTimeout() { return objects.sockets.timeout(this.#record); }

  abort(reason = undefined) {
    const text = reason === undefined ? 'Application called abort() to reset Durable Object.' : String(reason);
    ops.op_object_abort(this.#record.object, text);
    throw new Error(text);
  }
}
webidl.configureInterface(DurableObjectState);

class DurableObject {
  ctx;
  env;

  constructor(ctx, env) {
    this.ctx = ctx;
    this.env = env;
  }
}

rpc.DurableObject = DurableObject;
const { isEventClass } = http;
http.isEventClass = (value) => isEventClass(value) || rpc.isClassOf(DurableObject, value);

const records = new SafeMap();

objects.find = (object) => {
  const record = records.get(object);
  if (record === undefined) throw new Error('The Durable Object is no longer in memory');
  return record;
};

function classOf(name) {
  const exported = rpc.exported()[name];
  if (typeof exported !== 'function') throw new TypeError(`The function exports no class named "${name}"`);
  return exported;
}

// Makes an instance; the answer is a promise when the constructor shut the gate.
objects.create = (object, { className, id, name }) => {
  const Class = classOf(className), record = new ObjectRecord(object);
  records.set(object, record);
  record.instance = new Class(new DurableObjectState(token, record, objects.createId(id, name ?? undefined)), http.env());
  if (record.blocks.length > 0) return settle(record);
  record.isBorn = true;
  return undefined;
};

async function settle(record) {
  const { blocks } = record;
  for (let i = 0; i < blocks.length; i++) await blocks[i];
  record.isBorn = true;
}

entry.forgetObject = (object) => { records.delete(object); };
