'use strict';
// env.AUTH: another function of this host. `fetch` is answered by its handler, any other method by its entrypoint.
const { PromisePrototypeThen, PromiseReject, Proxy, TypeError } = internals.primordials;
const { bindings, http, ops, rpc, webidl } = internals;

let lastCall = 0;

// A call into another isolate: what its method returned, or threw.
rpc.call = (binding, target, method, args) => {
  try {
    const number = ++lastCall, parcel = rpc.pack(args);
    const answer = ops.op_rpc_call(binding, number, target, method, parcel.bytes, parcel.bodies);
    parcel.start();
    return PromisePrototypeThen(answer, (bytes) => {
      const { value, failed } = rpc.unpack(bytes, () => ops.op_rpc_bodies(number));
      if (failed) throw value;
      return value;
    });
  } catch (error) {
    return PromiseReject(error);
  }
};

// An object with `then` would be taken for a promise.
const isReserved = (name) => typeof name === 'symbol' || name === 'then' || name === 'toJSON' || name === 'constructor';

class Stub {
  #binding;
  #methods = { __proto__: null };

  constructor(binding) {
    this.#binding = binding;
  }

  static methodOf(stub, name) {
    return (stub.#methods[name] ??= name === 'fetch' ? fetchOf(stub.#binding) : callOf(stub.#binding, name));
  }
}

const callOf = (binding, name) => (...args) => rpc.call(binding, '', name, args);

function fetchOf(binding) {
  return function fetch(input, init = undefined) {
    try {
      webidl.requiredArguments(arguments.length, 1, "Failed to execute 'fetch' on 'Fetcher'");
      return http.fetchFrom(binding, input, init);
    } catch (error) {
      return PromiseReject(error);
    }
  };
}

const refuse = () => { throw new TypeError('A service binding cannot be changed'); };

const handler = {
  __proto__: null,
  getPrototypeOf: () => null,
  get: (stub, name) => (isReserved(name) ? undefined : Stub.methodOf(stub, name)),
  has: (stub, name) => !isReserved(name),
  set: refuse,
  deleteProperty: refuse,
  defineProperty: refuse,
  setPrototypeOf: refuse,
};

bindings.define('service', (target) => new Proxy(new Stub(target.number), handler));
