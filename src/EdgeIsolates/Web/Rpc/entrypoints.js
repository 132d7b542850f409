'use strict';
// What of a function other functions can call: classes that extend WorkerEntrypoint, and plain objects with handlers, by the name they are exported by.
// https://developers.cloudflare.com/workers/runtime-apis/bindings/service-bindings/rpc/
const { ObjectGetPrototypeOf, SafeMap, TypeError } = internals.primordials;
const { rpc, webidl } = internals;

class WorkerEntrypoint {
  ctx;
  env;

  constructor(ctx, env) {
    this.ctx = ctx;
    this.env = env;
  }
}

const isClassOf = (Base, value) => {
  if (typeof value !== 'function') return false;
  for (let at = value; at !== null; at = ObjectGetPrototypeOf(at)) if (at === Base) return true;
  return false;
};

// What the runtime itself calls on an entrypoint or a Durable Object is no method of theirs for others.
const reserved = { __proto__: null, fetch: 1, connect: 1, dup: 1, scheduled: 1, queue: 1, alarm: 1 };

rpc.callEntrypoint = (receiver, path, bytes, bodies) => {
  if (reserved[path] !== undefined) throw new TypeError(`The RPC receiver does not implement the method "${path}"`);
  return rpc.answerCall(receiver, path, bytes, bodies);
};

let exported = { __proto__: null };
const handlers = new SafeMap();

// Gives (ctx, env) => the object that has fetch and the other handlers.
function handlerOf(name) {
  const known = handlers.get(name);
  if (known !== undefined) return known;
  const value = exported[name];
  if (!webidl.isObject(value)) throw new TypeError(`The function exports no entrypoint named "${name}"`);
  const make = isClassOf(WorkerEntrypoint, value) ? (ctx, env) => new value(ctx, env) : () => value;
  handlers.set(name, make);
  return make;
}

rpc.WorkerEntrypoint = WorkerEntrypoint;
rpc.isClassOf = isClassOf;
rpc.handlerOf = handlerOf;
rpc.adopt = (namespace) => {
  exported = webidl.isObject(namespace) ? namespace : { __proto__: null };
};
rpc.exported = () => exported;

// Of the Durable Object classes that the configuration names.
rpc.checkClasses = (names, tell) => {
  for (let i = 0; i < names.length; i++) {
    if (typeof exported[names[i]] !== 'function') tell(`The migrations name the Durable Object class ${names[i]}, which the main module does not export`);
  }
};

// Of what a deploy wants, { name, method, fault } each: an export, and a method of it unless the export is all. Of a class it is its prototype that counts, as it is when it is called.
rpc.checkExports = (wanted, tell) => {
  for (let i = 0; i < wanted.length; i++) {
    const { name, method, fault } = wanted[i], value = exported[name];
    const receiver = method !== '' && isClassOf(WorkerEntrypoint, value) ? value.prototype : value;
    if (!webidl.isObject(receiver) || (method !== '' && typeof receiver[method] !== 'function')) tell(fault);
  }
};
