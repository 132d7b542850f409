'use strict';
// Modules of a few lines.
const { Error, NewList, Promise, PromisePrototypeThen, ReflectApply, SafeMap, StringPrototypeStartsWith, globalThis: global } = internals.primordials;
const { node, events: { reportException } } = internals;

node.define('os', () => ({
  EOL: '\n', devNull: '/dev/null', constants: { signals: {}, errno: {}, priority: {} },
  arch: () => 'x64', platform: () => 'linux', type: () => 'Linux', release: () => '', version: () => '', machine: () => 'x86_64', endianness: () => 'LE',
  hostname: () => 'localhost', homedir: () => '/', tmpdir: () => '/tmp', cpus: () => [], availableParallelism: () => 1, loadavg: () => [0, 0, 0],
  totalmem: () => 0, freemem: () => 0, uptime: () => 0, networkInterfaces: () => ({}),
}));

node.define('perf_hooks', () => {
  const { performance, PerformanceEntry, PerformanceMark, PerformanceMeasure, PerformanceObserver } = global;
  return { performance, PerformanceEntry, PerformanceMark, PerformanceMeasure, PerformanceObserver, constants: {} };
});

node.define('module', () => {
  const builtinModules = [], names = node.names();
  for (let i = 0; i < names.length; i++) if (names[i][0] !== '#' && !StringPrototypeStartsWith(names[i], 'cloudflare:')) builtinModules[builtinModules.length] = names[i];

  function require(name) {
    const found = node.find(`${name}`);
    if (found !== undefined) return found;
    const error = new Error(`Cannot find module '${name}': require() knows the modules of Node.js only; import the deployment's own.`);
    error.code = 'MODULE_NOT_FOUND';
    throw error;
  }

  const isBuiltin = (name) => {
    try {
      return node.find(`${name}`) !== undefined;
    } catch {
      return false;
    }
  };
  const module = { createRequire: () => require, builtinModules, isBuiltin };
  module.Module = module;
  return module;
});

// https://nodejs.org/api/diagnostics_channel.html
node.define('diagnostics_channel', () => {
  const { validateFunction } = node.load('#errors');
  const channels = new SafeMap();

  class Channel {
    #subscribers = NewList();
    #stores = new SafeMap();

    constructor(name) {
      this.name = name;
    }

    get hasSubscribers() { return this.#subscribers.length > 0 || this.#stores.size > 0; }

    subscribe(onMessage) {
      validateFunction(onMessage, 'subscription');
      this.#subscribers = this.#without(null);
      this.#subscribers[this.#subscribers.length] = onMessage;
    }

    unsubscribe(onMessage) {
      const { length } = this.#subscribers;
      this.#subscribers = this.#without(onMessage);
      return this.#subscribers.length < length;
    }

    #without(onMessage) {
      const list = NewList();
      for (let i = 0; i < this.#subscribers.length; i++) if (this.#subscribers[i] !== onMessage) list[list.length] = this.#subscribers[i];
      return list;
    }

    publish(message) {
      const list = this.#subscribers;
      for (let i = 0; i < list.length; i++) {
        try {
          list[i](message, this.name);
        } catch (error) {
          reportException(error);
        }
      }
    }

    bindStore(store, transform) { this.#stores.set(store, transform); }
    unbindStore(store) { return this.#stores.delete(store); }

    runStores(data, fn, thisArg, ...args) {
      let run = () => {
        this.publish(data);
        return ReflectApply(fn, thisArg, args);
      };
      this.#stores.forEach((transform, store) => {
        const next = run;
        run = () => store.run(transform === undefined ? data : transform(data), next);
      });
      return run();
    }
  }

  function channel(name) {
    if (typeof name !== 'string' && typeof name !== 'symbol') throw node.load('#errors').invalidArgType('channel', ['string', 'symbol'], name);
    let found = channels.get(name);
    if (found === undefined) channels.set(name, (found = new Channel(name)));
    return found;
  }

  const phases = ['start', 'end', 'asyncStart', 'asyncEnd', 'error'];

  class TracingChannel {
    constructor(nameOrChannels) {
      for (let i = 0; i < phases.length; i++) {
        this[phases[i]] = typeof nameOrChannels === 'string' ? channel(`tracing:${nameOrChannels}:${phases[i]}`) : nameOrChannels[phases[i]];
      }
    }

    subscribe(handlers) { for (let i = 0; i < phases.length; i++) if (handlers[phases[i]]) this[phases[i]].subscribe(handlers[phases[i]]); }

    unsubscribe(handlers) {
      let done = true;
      for (let i = 0; i < phases.length; i++) if (handlers[phases[i]] && !this[phases[i]].unsubscribe(handlers[phases[i]])) done = false;
      return done;
    }

    traceSync(fn, context = {}, thisArg = undefined, ...args) {
      return this.start.runStores(context, () => {
        try {
          return (context.result = ReflectApply(fn, thisArg, args));
        } catch (error) {
          context.error = error;
          this.error.publish(context);
          throw error;
        } finally {
          this.end.publish(context);
        }
      });
    }

    tracePromise(fn, context = {}, thisArg = undefined, ...args) {
      return this.start.runStores(context, () => {
        const settle = (isError) => (value) => {
          context[isError ? 'error' : 'result'] = value;
          if (isError) this.error.publish(context);
          this.asyncStart.publish(context);
          this.asyncEnd.publish(context);
          if (isError) throw value;
          return value;
        };
        try {
          return PromisePrototypeThen(new Promise((resolve) => resolve(ReflectApply(fn, thisArg, args))), settle(false), settle(true));
        } finally {
          this.end.publish(context);
        }
      });
    }
  }

  return {
    channel, Channel, TracingChannel, tracingChannel: (name) => new TracingChannel(name),
    hasSubscribers: (name) => channels.get(name)?.hasSubscribers === true,
    subscribe: (name, onMessage) => channel(name).subscribe(onMessage),
    unsubscribe: (name, onMessage) => channel(name).unsubscribe(onMessage),
  };
});
