'use strict';
// env.COUNTER: the objects of a class, and stubs of them. https://developers.cloudflare.com/durable-objects/api/namespace/
// A stub's fetch and methods are calls into the object's isolate (Rpc/calls.js); what an error says about trying again is put on it here.
const {
  Error, ObjectDefineProperty, PromisePrototypeThen, PromiseReject, Proxy, SafeWeakMap, String, StringPrototypeIncludes, StringPrototypeStartsWith, TypeError,
} = internals.primordials;
const { bindings, entry, http, ops, rpc, webidl } = internals;

const objects = { __proto__: null };
internals.objects = objects;

const token = {};

class DurableObjectId {
  #hex;
  name;

  constructor(key = undefined, hex = '', name = undefined) {
    if (key !== token) webidl.illegalConstructor();
    this.#hex = hex;
    if (name !== undefined) this.name = name;
    else delete this.name;
  }

  toString() { return this.#hex; }

  equals(other) { return isId(other) && other.#hex === this.#hex; }

  static isId(value) { return webidl.isObject(value) && #hex in value; }

  static hexOf(id) { return id.#hex; }
}
const { isId, hexOf } = DurableObjectId;
delete DurableObjectId.isId;
delete DurableObjectId.hexOf;
webidl.configureInterface(DurableObjectId);
objects.createId = (hex, name) => new DurableObjectId(token, hex, name);

const marks = ['retryable', 'overloaded', 'remote', 'durableObjectReset'];
const mark = (error, name) => ObjectDefineProperty(error, name, { __proto__: null, value: true, writable: true, enumerable: true, configurable: true });

// Errors of the host (Bindings/DurableObjects/ObjectErrors.cs) come with their marks in place of a name; known by identity, because any error may have any name.
const hostErrors = new SafeWeakMap(), { makeError } = entry, hostPrefix = 'DurableObject ';

entry.makeError = (name, message) => {
  if (!StringPrototypeStartsWith(name, hostPrefix)) return makeError(name, message);
  const error = new Error(message);
  for (let i = 0; i < marks.length; i++) if (StringPrototypeIncludes(name, marks[i])) mark(error, marks[i]);
  hostErrors.set(error, true);
  return error;
};

// All others are of the object's own code.
function describe(error) {
  return webidl.isObject(error) && hostErrors.get(error) === undefined ? mark(error, 'remote') : error;
}

class ObjectTarget {
  #binding;
  #object;

  constructor(binding, object) {
    this.#binding = binding;
    this.#object = object;
  }

  send(path, args, aborting = null) {
    const answer = rpc.send(ops.op_rpc_call, this.#binding, this.#object, path, args, aborting);
    return PromisePrototypeThen(answer, undefined, (error) => { throw describe(error); });
  }
}
Object.freeze(ObjectTarget.prototype);

// A request of fetch() that an object answers: a call of its method, hop by hop.
class ObjectCall extends http.HttpCall {
  #target;
  #abort = null;

  constructor(number, inner, target) {
    super(number, inner, 0);
    this.#target = target;
    this.keepsErrors = true;
  }

  async exchange() {
    const answer = this.#target.send('fetch', [this.#request()], (abort) => { this.#abort = abort; });
    return http.namedResponse(http.innerResponseOf(await answer), this);
  }

  abort() {
    if (this.#abort !== null) this.#abort();
  }

  #request() {
    const inner = new http.InnerRequest(this.record, null), { body } = this;
    inner.method = this.method;
    inner.headers = this.headers.copy();
    inner.body = body === null || body.source === null ? body : new http.Body(body.source);
    inner.redirect = 'manual';
    return http.createRequest(inner, 'request');
  }
}
Object.freeze(ObjectCall.prototype);

function fetchOf(target) {
  const create = (number, inner) => new ObjectCall(number, inner, target);
  return function fetch(input, init = undefined) {
    try {
      webidl.requiredArguments(arguments.length, 1, "Failed to execute 'fetch' on 'Fetcher'");
      return http.fetchBy(create, input, init);
    } catch (error) {
      return PromiseReject(error);
    }
  };
}

class Stub extends rpc.Handler {
  #id;
  #target;
  #members = { __proto__: null };

  constructor(binding, id) {
    super();
    this.#id = id;
    this.#target = new ObjectTarget(binding, id.name === undefined ? hexOf(id) : `${hexOf(id)} ${id.name}`);
  }

  get(_, name) {
    if (rpc.isReserved(name)) return undefined;
    if (name === 'id') return this.#id;
    if (name === 'name') return this.#id.name;
    return (this.#members[name] ??= name === 'fetch' ? fetchOf(this.#target) : rpc.createProperty(this.#target, name));
  }
}
Object.freeze(Stub.prototype);

class DurableObjectNamespace {
  #binding;

  constructor(key = undefined, binding = 0) {
    if (key !== token) webidl.illegalConstructor();
    this.#binding = binding;
  }

  newUniqueId() { return objects.createId(ops.op_object_id(this.#binding, 1, ''), undefined); }

  idFromName(name) {
    webidl.requiredArguments(arguments.length, 1, "Failed to execute 'idFromName' on 'DurableObjectNamespace'");
    const text = String(name);
    return objects.createId(ops.op_object_id(this.#binding, 0, text), text);
  }

  idFromString(id) {
    webidl.requiredArguments(arguments.length, 1, "Failed to execute 'idFromString' on 'DurableObjectNamespace'");
    const text = String(id);
    if (!ops.op_object_id(this.#binding, 2, text)) throw new TypeError('Invalid Durable Object ID: it must be 64 hex digits, and belong to this namespace');
    return objects.createId(text, undefined);
  }

  get(id) {
    webidl.requiredArguments(arguments.length, 1, "Failed to execute 'get' on 'DurableObjectNamespace'");
    if (!isId(id)) throw new TypeError("Failed to execute 'get' on 'DurableObjectNamespace': Argument 1 is not a DurableObjectId");
    if (!ops.op_object_id(this.#binding, 2, hexOf(id))) throw new TypeError('The id is of another namespace');
    return new Proxy({}, new Stub(this.#binding, id));
  }

  getByName(name) { return this.get(this.idFromName(name)); }

  jurisdiction() { return this; }
}
webidl.configureInterface(DurableObjectNamespace);

bindings.define('durable_object_namespace', (target) => new DurableObjectNamespace(token, target.number));
