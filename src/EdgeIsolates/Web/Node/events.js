'use strict';
// https://nodejs.org/api/events.html
const {
  ArrayPrototypeShift, Error, NewList, NumberIsNaN, ObjectCreate, ObjectDefineProperty, ObjectGetPrototypeOf, ObjectSetPrototypeOf, Promise,
  ReflectApply, ReflectOwnKeys, String, Symbol, SymbolAsyncIterator, SymbolFor, AsyncIteratorPrototype,
} = internals.primordials;
const { events: webEvents, node, inspect, webidl } = internals;

node.define('events', () => {
  const { nodeError, invalidArgType, outOfRange, validateFunction } = node.load('#errors');
  const errorMonitor = Symbol('events.errorMonitor'), captureRejectionSymbol = SymbolFor('nodejs.rejection'), capturing = Symbol('kCapture');
  let defaultMaxListeners = 10;

  function EventEmitter(options) {
    ReflectApply(EventEmitter.init, this, [options]);
  }

  EventEmitter.init = function init(options) {
    if (this._events === undefined || this._events === ObjectGetPrototypeOf(this)._events) {
      this._events = ObjectCreate(null);
      this._eventsCount = 0;
    }
    this._maxListeners = this._maxListeners || undefined;
    this[capturing] = options?.captureRejections === undefined ? EventEmitter.captureRejections : !!options.captureRejections;
  };

  // Lists of listeners are replaced, never changed, so that an emit may walk them.
  const listOf = (emitter, type) => emitter._events?.[type];

  function add(emitter, type, listener, prepend) {
    validateFunction(listener, 'listener');
    emitter._events ??= ObjectCreate(null);
    emitter._eventsCount ??= 0;
    if (emitter._events.newListener !== undefined) emitter.emit('newListener', type, listener.listener ?? listener);
    const old = emitter._events[type], list = NewList();
    if (old === undefined) emitter._eventsCount++;
    if (prepend) list[0] = listener;
    for (let i = 0; i < (old?.length ?? 0); i++) list[list.length] = old[i];
    if (!prepend) list[list.length] = listener;
    list.warned = old?.warned;
    emitter._events[type] = list;
    warnOfLeak(emitter, type, list);
    return emitter;
  }

  function warnOfLeak(emitter, type, list) {
    const most = emitter.getMaxListeners();
    if (most <= 0 || list.length <= most || list.warned) return;
    list.warned = true;
    const warning = new Error(`Possible EventEmitter memory leak detected. ${list.length} ${String(type)} listeners added to `
      + `${inspect(emitter, { __proto__: null, depth: -1 })}. Use emitter.setMaxListeners() to increase limit`);
    warning.name = 'MaxListenersExceededWarning';
    node.load('process').emitWarning(warning);
  }

  function onceWrapper(emitter, type, listener) {
    validateFunction(listener, 'listener');
    let fired = false;
    const wrapper = function (...args) {
      if (fired) return undefined;
      fired = true;
      emitter.removeListener(type, wrapper);
      return ReflectApply(listener, emitter, args);
    };
    wrapper.listener = listener;
    return wrapper;
  }

  function setList(emitter, type, list) {
    if (list.length > 0) {
      emitter._events[type] = list;
    } else {
      delete emitter._events[type];
      emitter._eventsCount--;
    }
  }

  function unhandled(error) {
    if (error instanceof Error) return error;
    const fault = nodeError(Error, 'ERR_UNHANDLED_ERROR', `Unhandled error. (${typeof error === 'string' ? `'${error}'` : inspect(error)})`);
    fault.context = error;
    return fault;
  }

  function watch(emitter, result, type, args) {
    if (!webidl.isObject(result) || typeof result.then !== 'function') return;
    result.then(undefined, (error) => node.load('process').nextTick(() => {
      if (typeof emitter[captureRejectionSymbol] === 'function') {
        emitter[captureRejectionSymbol](error, type, ...args);
        return;
      }
      const before = emitter[capturing];
      emitter[capturing] = false;
      try {
        emitter.emit('error', error);
      } finally {
        emitter[capturing] = before;
      }
    }));
  }

  const methods = {
    setMaxListeners(n) {
      if (typeof n !== 'number' || n < 0 || NumberIsNaN(n)) throw outOfRange('n', 'a non-negative number', n);
      this._maxListeners = n;
      return this;
    },
    getMaxListeners() { return this._maxListeners === undefined ? defaultMaxListeners : this._maxListeners; },
    emit(type, ...args) {
      if (type === 'error') {
        if (listOf(this, errorMonitor) !== undefined) this.emit(errorMonitor, ...args);
        if (listOf(this, 'error') === undefined) throw unhandled(args[0]);
      }
      const list = listOf(this, type);
      if (list === undefined) return false;
      for (let i = 0; i < list.length; i++) {
        const result = ReflectApply(list[i], this, args);
        if (this[capturing] && result !== undefined && result !== null) watch(this, result, type, args);
      }
      return true;
    },
    addListener(type, listener) { return add(this, type, listener, false); },
    on(type, listener) { return add(this, type, listener, false); },
    prependListener(type, listener) { return add(this, type, listener, true); },
    once(type, listener) { return this.on(type, onceWrapper(this, type, listener)); },
    prependOnceListener(type, listener) { return this.prependListener(type, onceWrapper(this, type, listener)); },
    removeListener(type, listener) {
      validateFunction(listener, 'listener');
      const old = listOf(this, type);
      if (old === undefined) return this;
      let at = old.length - 1;
      while (at >= 0 && old[at] !== listener && old[at].listener !== listener) at--;
      if (at < 0) return this;
      const list = NewList();
      for (let i = 0; i < old.length; i++) if (i !== at) list[list.length] = old[i];
      list.warned = old.warned;
      setList(this, type, list);
      if (this._events.removeListener !== undefined) this.emit('removeListener', type, old[at].listener ?? listener);
      return this;
    },
    off(type, listener) { return this.removeListener(type, listener); },
    removeAllListeners(type) {
      if (this._events === undefined) return this;
      if (this._events.removeListener === undefined) {
        if (arguments.length === 0) {
          this._events = ObjectCreate(null);
          this._eventsCount = 0;
        } else if (this._events[type] !== undefined) {
          setList(this, type, []);
        }
        return this;
      }
      const types = arguments.length === 0 ? ReflectOwnKeys(this._events) : [type];
      for (let i = 0; i < types.length; i++) {
        if (arguments.length === 0 && types[i] === 'removeListener') continue;
        for (let list = listOf(this, types[i]); list !== undefined; list = listOf(this, types[i])) this.removeListener(types[i], list[list.length - 1]);
      }
      if (arguments.length === 0) this.removeAllListeners('removeListener');
      return this;
    },
    listeners(type) {
      const list = listOf(this, type) ?? [], result = [];
      for (let i = 0; i < list.length; i++) result[i] = list[i].listener ?? list[i];
      return result;
    },
    rawListeners(type) {
      const list = listOf(this, type) ?? [], result = [];
      for (let i = 0; i < list.length; i++) result[i] = list[i];
      return result;
    },
    listenerCount(type, listener) {
      const list = listOf(this, type) ?? [];
      if (listener === undefined || listener === null) return list.length;
      let count = 0;
      for (let i = 0; i < list.length; i++) if (list[i] === listener || list[i].listener === listener) count++;
      return count;
    },
    eventNames() { return this._eventsCount > 0 ? ReflectOwnKeys(this._events) : []; },
  };
  const names = ReflectOwnKeys(methods);
  for (let i = 0; i < names.length; i++) EventEmitter.prototype[names[i]] = methods[names[i]];
  EventEmitter.prototype.off = EventEmitter.prototype.removeListener;
  EventEmitter.prototype.addListener = EventEmitter.prototype.on;
  EventEmitter.prototype._events = undefined;
  EventEmitter.prototype._eventsCount = 0;
  EventEmitter.prototype._maxListeners = undefined;

  const abortError = (signal) => {
    const error = nodeError(Error, 'ABORT_ERR', 'The operation was aborted');
    error.name = 'AbortError';
    error.cause = signal.reason;
    return error;
  };

  // Listens on either kind of target; the result stops it.
  function listen(target, type, listener) {
    if (typeof target.on === 'function') {
      target.on(type, listener);
      return () => target.removeListener(type, listener);
    }
    if (typeof target.addEventListener !== 'function') throw invalidArgType('emitter', 'EventEmitter', target);
    target.addEventListener(type, listener);
    return () => target.removeEventListener(type, listener);
  }

  function once(emitter, type, options) {
    const { signal } = options ?? {};
    return new Promise((resolve, reject) => {
      if (signal?.aborted) {
        reject(abortError(signal));
        return;
      }
      const stops = NewList();
      const end = (settle, value) => {
        for (let i = 0; i < stops.length; i++) stops[i]();
        settle(value);
      };
      stops[stops.length] = listen(emitter, type, (...args) => end(resolve, args));
      if (type !== 'error' && typeof emitter.once === 'function') stops[stops.length] = listen(emitter, 'error', (error) => end(reject, error));
      if (signal) stops[stops.length] = listen(signal, 'abort', () => end(reject, abortError(signal)));
    });
  }

  // An async iterator over what is emitted from now on.
  function on(emitter, type, options) {
    const { signal } = options ?? {};
    if (signal?.aborted) throw abortError(signal);
    const values = [], waiting = [], stops = NewList();
    let fault = null, ended = false;
    const finish = () => {
      for (let i = 0; i < stops.length; i++) stops[i]();
      ended = true;
      while (waiting.length > 0) ArrayPrototypeShift(waiting).resolve({ value: undefined, done: true });
      return new Promise((resolve) => resolve({ value: undefined, done: true }));
    };
    const fail = (error) => {
      if (waiting.length > 0) ArrayPrototypeShift(waiting).reject(error);
      else fault = { error };
      finish();
    };
    stops[0] = listen(emitter, type, (...args) => {
      if (waiting.length > 0) ArrayPrototypeShift(waiting).resolve({ value: args, done: false });
      else values[values.length] = args;
    });
    if (type !== 'error' && typeof emitter.on === 'function') stops[1] = listen(emitter, 'error', fail);
    if (signal) stops[stops.length] = listen(signal, 'abort', () => fail(abortError(signal)));
    return ObjectSetPrototypeOf({
      next() {
        if (values.length > 0) {
          const value = ArrayPrototypeShift(values);
          return new Promise((resolve) => resolve({ value, done: false }));
        }
        if (fault !== null) {
          const { error } = fault;
          fault = null;
          return new Promise((resolve, reject) => reject(error));
        }
        if (ended) return finish();
        return new Promise((resolve, reject) => { waiting[waiting.length] = { resolve, reject }; });
      },
      return: finish,
      throw(error) { fail(error); },
      [SymbolAsyncIterator]() { return this; },
    }, AsyncIteratorPrototype);
  }

  function addAbortListener(signal, listener) {
    if (signal === undefined) throw invalidArgType('signal', 'AbortSignal', signal);
    validateFunction(listener, 'listener');
    if (signal.aborted) internals.queueMicrotask(() => listener());
    else signal.addEventListener('abort', listener, { once: true });
    const dispose = { remove: () => signal.removeEventListener('abort', listener) };
    if (Symbol.dispose !== undefined) dispose[Symbol.dispose] = dispose.remove;
    return dispose;
  }

  const statics = {
    once, on, EventEmitter, errorMonitor, captureRejectionSymbol, captureRejections: false, addAbortListener,
    getEventListeners(target, type) {
      if (typeof target.listeners === 'function') return target.listeners(type);
      const list = webEvents.stateOf(target).listeners?.[type] ?? [], result = [];
      for (let i = 0; i < list.length; i++) result[i] = list[i].callback;
      return result;
    },
    getMaxListeners: (target) => (typeof target.getMaxListeners === 'function' ? target.getMaxListeners() : defaultMaxListeners),
    setMaxListeners(n = defaultMaxListeners, ...targets) {
      if (typeof n !== 'number' || n < 0 || NumberIsNaN(n)) throw outOfRange('n', 'a non-negative number', n);
      if (targets.length === 0) defaultMaxListeners = n;
      for (let i = 0; i < targets.length; i++) if (typeof targets[i].setMaxListeners === 'function') targets[i].setMaxListeners(n);
    },
    listenerCount(emitter, type) {
      return typeof emitter.listenerCount === 'function' ? emitter.listenerCount(type) : statics.getEventListeners(emitter, type).length;
    },
  };
  const staticNames = ReflectOwnKeys(statics);
  for (let i = 0; i < staticNames.length; i++) EventEmitter[staticNames[i]] = statics[staticNames[i]];
  ObjectDefineProperty(EventEmitter, 'defaultMaxListeners', {
    __proto__: null, enumerable: true,
    get: () => defaultMaxListeners,
    set(n) {
      if (typeof n !== 'number' || n < 0 || NumberIsNaN(n)) throw outOfRange('defaultMaxListeners', 'a non-negative number', n);
      defaultMaxListeners = n;
    },
  });
  return EventEmitter;
});
