'use strict';
// A service of the host as `env` has it: every name is a method, every call a promise. What the host has under that name is looked up there.
const { Proxy } = internals.primordials;
const { bindings } = internals;

// An object with this would be taken for a promise, or for JSON.
const isReserved = (name) => typeof name === 'symbol' || name === 'then' || name === 'toJSON' || name === 'constructor';

class HostService {
  #target;
  #methods = { __proto__: null };

  constructor(target) {
    this.#target = target;
  }

  static methodOf(service, name) {
    const target = service.#target;
    return (service.#methods[name] ??= (...args) => target.call(name, args));
  }
}

const handler = {
  __proto__: null,
  getPrototypeOf: () => null,
  get: (service, name) => (isReserved(name) ? undefined : HostService.methodOf(service, name)),
  has: (service, name) => !isReserved(name),
  set: () => false,
  deleteProperty: () => false,
  defineProperty: () => false,
  setPrototypeOf: () => false,
};


bindings.define('host', (target) => new Proxy(new HostService(target), handler));
