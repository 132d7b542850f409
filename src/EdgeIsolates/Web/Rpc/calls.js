'use strict';
// What scripts have of code in other isolates. https://developers.cloudflare.com/workers/runtime-apis/rpc/
//
// All of it is proxies. A target can `send(path, args)` (see targets.js; no args: read) and gives a promise of its own. Stubs stand for what another isolate lends; a property
// of a stub or of a binding can be called, read by `await`, and has properties itself; so has the promise of a call: what is called on it before it has settled goes
// to what it settles to. Names that would make them something else (`then`, `constructor`…) are no properties of what lies afar.
const {
  ObjectDefineProperty, ObjectPrototypeHasOwnProperty, ObjectSetPrototypeOf, PromisePrototypeFinally, PromisePrototypeThen, PromiseReject, Proxy,
  ReflectApply, SafeWeakMap, StringPrototypeIndexOf, StringPrototypeSlice, Symbol: { dispose }, TypeError,
} = internals.primordials;
const { native, ops, rpc, webidl } = internals;

const callable = () => {};
const remotes = new SafeWeakMap(); // of each proxy: the target of a stub, null for a property or promise
let lastCall = 0;

// A promise of what the call gives, or throws. `bound`: the number of the binding or stub; `object`: which one of a namespace; `aborting` is told how to give the call up.
rpc.send = (op, bound, object, path, args, aborting = null) => {
  let parcel = null;
  try {
    const number = ++lastCall;
    if (args !== undefined) parcel = rpc.pack(args, false, true);
    const mayAbort = aborting !== null;
    const answer = parcel === null ? op(bound, number, object, path, null, '', false) : op(bound, number, object, path, parcel.bytes, parcel.bodies, mayAbort);
    if (parcel !== null) parcel.start();
    if (mayAbort) aborting(() => ops.op_rpc_abort(number));
    return PromisePrototypeThen(answer, (bytes) => {
      const { value, failed, stubs } = rpc.unpack(bytes, () => ops.op_rpc_bodies(number));
      if (failed) throw value;
      return withDisposer(value, stubs);
    });
  } catch (error) {
    if (parcel !== null) parcel.undo();
    return PromiseReject(error);
  }
};

// Results have a way to dispose of all stubs in them.
function withDisposer(value, stubs) {
  if (typeof value !== 'object' || value === null || native.kindOf(value) > 2) return value;
  const disposeAll = () => { for (let i = 0; i < stubs.length; i++) disposeOf(stubs[i]); };
  return ObjectDefineProperty(value, dispose, { __proto__: null, value: disposeAll, writable: true, enumerable: false, configurable: true });
}

function disposeOf(value) {
  const disposer = webidl.isObject(value) ? value[dispose] : undefined;
  if (typeof disposer === 'function') ReflectApply(disposer, value, []);
}

// An object with `then` would be taken for a promise; a path has line breaks between its names.
const isReserved = (name) => typeof name === 'symbol' || name === 'then' || name === 'toJSON' || name === 'constructor' || name === '__proto__'
  || name === '' || StringPrototypeIndexOf(name, '\n') >= 0;

const refuse = () => { throw new TypeError('What is in another isolate cannot be changed from here'); };

class Handler {
  getPrototypeOf() { return null; }
  setPrototypeOf() { return refuse(); }
  preventExtensions() { return refuse(); }
  ownKeys() { return []; }
  getOwnPropertyDescriptor() { return undefined; }
  defineProperty() { return refuse(); }
  set() { return refuse(); }
  deleteProperty() { return refuse(); }
  has(target, name) { return this.get(target, name) !== undefined; }
}
ObjectSetPrototypeOf(Handler.prototype, null);

function thenOf(name, start) {
  switch (name) {
    case 'then': return (onFulfilled, onRejected) => PromisePrototypeThen(start(), onFulfilled, onRejected);
    case 'catch': return (onRejected) => PromisePrototypeThen(start(), undefined, onRejected);
    case 'finally': return (onFinally) => PromisePrototypeFinally(start(), onFinally);
    default: return undefined;
  }
}

function create(handler, target) {
  const proxy = new Proxy(callable, handler);
  remotes.set(proxy, target);
  return proxy;
}

class Property extends Handler {
  #target;
  #path;

  constructor(target, path) {
    super();
    this.#target = target;
    this.#path = path;
  }

  get(_, name) {
    const then = thenOf(name, () => this.#target.send(this.#path, undefined));
    return then !== undefined || isReserved(name) ? then : createProperty(this.#target, `${this.#path}\n${name}`);
  }

  apply(_, receiver, args) { return createPromise(this.#target.send(this.#path, args)); }
}
Object.freeze(Property.prototype);

const createProperty = (target, path) => create(new Property(target, path), null);

// What is called on the answer of a call before it is there.
class Pipeline {
  #promise;

  constructor(promise) {
    this.#promise = promise;
  }

  send(path, args) { return PromisePrototypeThen(this.#promise, (value) => follow(value, path, args)); }
}
Object.freeze(Pipeline.prototype);

function follow(value, path, args) {
  let found = value;
  for (let at = 0; at < path.length;) {
    const target = remotes.get(found), end = rpc.endOfName(path, at), name = StringPrototypeSlice(path, at, end);
    if (target) return target.send(StringPrototypeSlice(path, at), args);
    found = webidl.isObject(found) && ObjectPrototypeHasOwnProperty(found, name) ? found[name] : undefined;
    at = end + 1;
  }
  if (args === undefined) return found;
  const target = remotes.get(found);
  if (target) return target.send('', args);
  throw new TypeError(path === '' ? 'What the call gave is no function' : `What the call gave has no method "${path}"`);
}

class CallPromise extends Handler {
  #promise;

  constructor(promise) {
    super();
    this.#promise = promise;
  }

  get(_, name) {
    const promise = this.#promise;
    if (name === dispose) return () => { PromisePrototypeThen(promise, disposeOf, () => {}); };
    const then = thenOf(name, () => promise);
    return then !== undefined || isReserved(name) ? then : createProperty(new Pipeline(promise), name);
  }

  apply(_, receiver, args) { return createPromise(new Pipeline(this.#promise).send('', args)); }
}
Object.freeze(CallPromise.prototype);

const createPromise = (promise) => create(new CallPromise(promise), null);

class StubTarget {
  number;

  constructor(number) {
    this.number = number;
  }

  send(path, args) { return rpc.send(ops.op_stub_call, this.number, '', path, args); }
}
Object.freeze(StubTarget.prototype);

class Stub extends Handler {
  #target;

  constructor(target) {
    super();
    this.#target = target;
  }

  get(_, name) {
    const target = this.#target;
    if (name === dispose) return () => ops.op_stub_dispose(target.number);
    if (name === 'dup') return () => rpc.createStub(ops.op_stub_dup(target.number));
    return isReserved(name) ? undefined : createProperty(target, name);
  }

  apply(_, receiver, args) { return createPromise(this.#target.send('', args)); }
}
Object.freeze(Stub.prototype);
Object.freeze(Handler.prototype);

rpc.Handler = Handler;
rpc.isReserved = isReserved;
rpc.createProperty = createProperty;
rpc.createStub = (number) => {
  const target = new StubTarget(number);
  return create(new Stub(target), target);
};
rpc.isRemote = (value) => webidl.isObject(value) && remotes.has(value);

// The number of a stub; undefined for what is none, null for what cannot be sent yet.
rpc.numberOf = (value) => {
  const target = remotes.get(value);
  return target ? target.number : target;
};
