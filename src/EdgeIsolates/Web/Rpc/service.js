'use strict';
// env.AUTH: another function of this host. `fetch` is answered by its handler, any other method by its entrypoint.
const { PromiseReject, Proxy } = internals.primordials;
const { bindings, http, ops, rpc, webidl } = internals;

class ServiceTarget {
  #binding;

  constructor(binding) {
    this.#binding = binding;
  }

  send(path, args) { return rpc.send(ops.op_rpc_call, this.#binding, '', path, args); }
}
Object.freeze(ServiceTarget.prototype);

class Service extends rpc.Handler {
  #binding;
  #target;
  #members = { __proto__: null };

  constructor(binding) {
    super();
    this.#binding = binding;
    this.#target = new ServiceTarget(binding);
  }

  get(_, name) {
    if (rpc.isReserved(name)) return undefined;
    return (this.#members[name] ??= name === 'fetch' ? fetchOf(this.#binding) : rpc.createProperty(this.#target, name));
  }
}
Object.freeze(Service.prototype);

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

bindings.define('service', (target) => new Proxy({}, new Service(target.number)));
