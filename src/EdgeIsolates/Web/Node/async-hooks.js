'use strict';
// https://nodejs.org/api/async_context.html
//
// The stores of all AsyncLocalStorages are one list [key, value, ...] that is replaced, never changed. The engine carries the list beside each promise
// reaction (native/continuations.h), timers carry it from where they were started; nothing else has to know.
const { FunctionPrototypeBind, NewList, ReflectApply } = internals.primordials;
const { native, node } = internals;

node.define('#async-stores', () => {
  function withStore(stores, key, value) {
    const list = NewList();
    if (stores !== undefined) {
      for (let i = 0; i < stores.length; i += 2) {
        if (stores[i] === key) continue;
        list[list.length] = stores[i];
        list[list.length] = stores[i + 1];
      }
    }
    if (value !== undefined) {
      list[list.length] = key;
      list[list.length] = value;
    }
    return list.length === 0 ? undefined : list;
  }

  function callWith(stores, callback, receiver, args) {
    const before = native.asyncStores();
    native.setAsyncStores(stores);
    try {
      return ReflectApply(callback, receiver, args);
    } finally {
      native.setAsyncStores(before);
    }
  }

  function storeOf(key) {
    const stores = native.asyncStores();
    if (stores === undefined) return undefined;
    for (let i = 0; i < stores.length; i += 2) if (stores[i] === key) return stores[i + 1];
    return undefined;
  }

  return { withStore, callWith, storeOf };
});

node.define('async_hooks', () => {
  const { validateFunction, validateString } = node.load('#errors');
  const { withStore, callWith, storeOf } = node.load('#async-stores');

  function bind(callback, receiver) {
    const stores = native.asyncStores();
    return function bound(...args) {
      return callWith(stores, callback, receiver === undefined ? this : receiver, args);
    };
  }

  class AsyncLocalStorage {
    #key = {}; // a new one makes all stores so far unknown

    static bind(fn) {
      validateFunction(fn, 'fn');
      return bind(fn);
    }

    static snapshot() {
      const stores = native.asyncStores();
      return (callback, ...args) => callWith(stores, callback, undefined, args);
    }

    run(store, callback, ...args) {
      return callWith(withStore(native.asyncStores(), this.#key, store), callback, undefined, args);
    }

    exit(callback, ...args) {
      return this.run(undefined, callback, ...args);
    }

    enterWith(store) {
      native.setAsyncStores(withStore(native.asyncStores(), this.#key, store));
    }

    getStore() { return storeOf(this.#key); }

    disable() {
      this.#key = {};
    }
  }

  let lastId = 1;

  class AsyncResource {
    #stores = native.asyncStores();
    #id = ++lastId;

    constructor(type) {
      validateString(type, 'type');
    }

    static bind(fn, type, thisArg) {
      return new AsyncResource(type || fn.name || 'bound-anonymous-fn').bind(fn, thisArg);
    }

    runInAsyncScope(fn, thisArg, ...args) {
      return callWith(this.#stores, fn, thisArg, args);
    }

    bind(fn, thisArg) {
      validateFunction(fn, 'fn');
      if (thisArg !== undefined) return FunctionPrototypeBind(this.runInAsyncScope, this, fn, thisArg);
      const resource = this;
      return function bound(...args) { return callWith(resource.#stores, fn, this, args); };
    }

    emitDestroy() { return this; }
    asyncId() { return this.#id; }
    triggerAsyncId() { return 0; }
  }

  // Hooks are accepted and never called: nothing here has ids to tell.
  const hook = { enable() { return this; }, disable() { return this; } };

  return {
    AsyncLocalStorage,
    AsyncResource,
    createHook: () => hook,
    executionAsyncId: () => 1,
    triggerAsyncId: () => 0,
    executionAsyncResource: () => ({}),
  };
});
