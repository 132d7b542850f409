'use strict';
// https://w3c.github.io/performance-timeline/#the-performanceobserver-interface
const { ArrayPrototypeIncludes, NewList, ObjectFreeze, SafeSet } = internals.primordials;
const { webidl, timeline, DOMException } = internals;
const { converters, requiredArguments, failure } = webidl;

const token = Symbol('PerformanceObserverEntryList');
const supported = ObjectFreeze(['mark', 'measure']);

class PerformanceObserverEntryList {
  #entries;

  constructor(key = undefined, entries = undefined) {
    if (key !== token) webidl.illegalConstructor();
    this.#entries = entries;
  }

  getEntries() { return timeline.filter(this.#entries, undefined, undefined); }

  getEntriesByType(type) {
    const entries = this.#entries, prefix = "Failed to execute 'getEntriesByType' on 'PerformanceObserverEntryList'";
    requiredArguments(arguments.length, 1, prefix);
    return timeline.filter(entries, undefined, converters.DOMString(type, prefix, 'Argument 1'));
  }

  getEntriesByName(name, type = undefined) {
    const entries = this.#entries, prefix = "Failed to execute 'getEntriesByName' on 'PerformanceObserverEntryList'";
    requiredArguments(arguments.length, 1, prefix);
    name = converters.DOMString(name, prefix, 'Argument 1');
    if (type !== undefined) type = converters.DOMString(type, prefix, 'Argument 2');
    return timeline.filter(entries, name, type);
  }
}

const observerInit = webidl.dictionary('PerformanceObserverInit', [
  { key: 'entryTypes', converter: converters['sequence<DOMString>'] },
  { key: 'type', converter: converters.DOMString },
  { key: 'buffered', converter: converters.boolean },
]);

function supportedOf(types) {
  const known = new SafeSet();
  for (let i = 0; i < types.length; i++) if (ArrayPrototypeIncludes(supported, types[i])) known.add(types[i]);
  return known;
}

class Observer {
  object;
  callback;
  single = undefined; // whether observe() was called with `type`
  types = new SafeSet();
  buffer = NewList();
  told = false;

  constructor(object, callback) {
    this.object = object;
    this.callback = callback;
  }
}

class PerformanceObserver {
  #inner;

  constructor(callback) {
    const prefix = "Failed to construct 'PerformanceObserver'";
    requiredArguments(arguments.length, 1, prefix);
    this.#inner = new Observer(this, converters.Function(callback, prefix, 'Argument 1'));
  }

  // https://w3c.github.io/performance-timeline/#dom-performanceobserver-observe
  observe(options = undefined) {
    const inner = this.#inner, prefix = "Failed to execute 'observe' on 'PerformanceObserver'";
    const { entryTypes, type, buffered } = observerInit(options, prefix, 'Argument 1');
    const single = type !== undefined;
    if (single === (entryTypes !== undefined)) throw failure(prefix, 'Argument 1', "needs either 'entryTypes' or 'type'");
    if (!single && buffered !== undefined) throw failure(prefix, 'Argument 1', "must not have 'buffered' beside 'entryTypes'");
    if ((inner.single ??= single) !== single) {
      throw new DOMException(`${prefix}: An observer cannot change between 'entryTypes' and 'type'.`, 'InvalidModificationError');
    }
    const asked = supportedOf(single ? [type] : entryTypes);
    if (asked.size === 0) return;
    if (single) inner.types.add(type);
    else inner.types = asked;
    timeline.register(inner);
    if (buffered) timeline.replay(inner, type);
  }

  disconnect() {
    const inner = this.#inner;
    timeline.unregister(inner);
    inner.buffer = NewList();
    inner.types = new SafeSet();
    inner.single = undefined;
  }

  takeRecords() {
    const inner = this.#inner, entries = timeline.filter(inner.buffer, undefined, undefined);
    inner.buffer = NewList();
    return entries;
  }

  static get supportedEntryTypes() { return supported; }
}

timeline.newEntryList = (entries) => new PerformanceObserverEntryList(token, entries);

for (const Interface of [PerformanceObserverEntryList, PerformanceObserver]) {
  webidl.configureInterface(Interface);
  internals.expose(Interface.name, Interface);
}
