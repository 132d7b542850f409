'use strict';
// https://nodejs.org/api/timers.html
const {
  AsyncIteratorPrototype, Error, ObjectDefineProperty, ObjectSetPrototypeOf, Promise, ReflectApply, SymbolAsyncIterator, SymbolFor, SymbolToPrimitive,
} = internals.primordials;
const { node, timers: hostTimers } = internals;

node.define('timers', () => {
  const { validateFunction } = node.load('#errors');
  const { setTimeout, setInterval, clearTimeout } = node.webTimers;

  // A timer as an object, which is its number where one is asked for.
  class Timeout {
    #start;
    #id;
    #done = false;

    constructor(callback, delay, args, repeats) {
      validateFunction(callback, 'callback');
      const run = () => {
        if (!repeats) this.#done = true;
        ReflectApply(callback, this, args);
      };
      const wait = +delay >= 1 && +delay <= 2 ** 31 - 1 ? +delay : 1;
      this.#start = () => (repeats ? setInterval(run, wait) : setTimeout(run, wait));
      this.#id = this.#start();
    }

    ref() { return this; }
    unref() { return this; }
    hasRef() { return true; }
    refresh() {
      clearTimeout(this.#id);
      this.#done = false;
      this.#id = this.#start();
      return this;
    }
    close() {
      clearTimeout(this.#id);
      this.#done = true;
      return this;
    }
    get _destroyed() { return this.#done; }
    [SymbolToPrimitive]() { return this.#id; }
  }

  class Immediate {
    #id;

    constructor(callback, args) {
      validateFunction(callback, 'callback');
      this.#id = hostTimers.start(() => ReflectApply(callback, undefined, args), 0);
    }

    ref() { return this; }
    unref() { return this; }
    hasRef() { return true; }
    static clear(immediate) { if (immediate !== null && typeof immediate === 'object' && #id in immediate) hostTimers.clear(immediate.#id); }
  }

  const clear = (timer) => {
    if (timer instanceof Timeout) timer.close();
    else if (typeof timer === 'number' || typeof timer === 'string') clearTimeout(timer);
  };
  const timers = {
    setTimeout: (callback, delay, ...args) => new Timeout(callback, delay, args, false), clearTimeout: clear,
    setInterval: (callback, delay, ...args) => new Timeout(callback, delay, args, true), clearInterval: clear,
    setImmediate: (callback, ...args) => new Immediate(callback, args), clearImmediate: (immediate) => Immediate.clear(immediate),
  };
  ObjectDefineProperty(timers, 'promises', { __proto__: null, get: () => node.load('timers/promises'), enumerable: true, configurable: true });
  const promisified = SymbolFor('nodejs.util.promisify.custom');
  ObjectDefineProperty(timers.setTimeout, promisified, { __proto__: null, get: () => timers.promises.setTimeout });
  ObjectDefineProperty(timers.setImmediate, promisified, { __proto__: null, get: () => timers.promises.setImmediate });
  return timers;
});

node.define('timers/promises', () => {
  const { nodeError, invalidArgType } = node.load('#errors');

  function abortError(signal) {
    const error = nodeError(Error, 'ABORT_ERR', 'The operation was aborted');
    error.name = 'AbortError';
    error.cause = signal.reason;
    return error;
  }

  function wait(delay, value, options) {
    const signal = options?.signal;
    return new Promise((resolve, reject) => {
      if (signal !== undefined && typeof signal?.aborted !== 'boolean') throw invalidArgType('options.signal', 'AbortSignal', signal);
      if (signal?.aborted) throw abortError(signal);
      const onAbort = () => {
        hostTimers.clear(id);
        reject(abortError(signal));
      };
      const id = hostTimers.start(() => {
        signal?.removeEventListener('abort', onAbort);
        resolve(value);
      }, delay >= 1 && delay <= 2 ** 31 - 1 ? delay : 0);
      signal?.addEventListener('abort', onAbort, { once: true });
    });
  }

  function setInterval(delay, value, options) {
    const iterator = {
      next: async () => ({ value: await wait(delay, value, options), done: false }),
      return: async () => ({ value: undefined, done: true }),
      [SymbolAsyncIterator]() { return this; },
    };
    return ObjectSetPrototypeOf(iterator, AsyncIteratorPrototype);
  }

  return {
    setTimeout: (delay, value, options) => wait(delay, value, options),
    setImmediate: (value, options) => wait(0, value, options),
    setInterval,
    scheduler: { wait: (delay, options) => wait(delay, undefined, options), yield: () => wait(0) },
  };
});
