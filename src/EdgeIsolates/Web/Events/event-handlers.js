'use strict';
// Event handler IDL attributes: https://html.spec.whatwg.org/multipage/webappapis.html#event-handler-attributes
const { ObjectDefineProperty, ReflectApply, ReflectGetOwnPropertyDescriptor, globalThis: global } = internals.primordials;
const { webidl, events } = internals;
const { innerOf } = events;
const { preventDefault } = internals.Event.prototype;

class Handler {
  callback;
  listener = null;

  constructor(callback) {
    this.callback = callback;
  }
}

// https://html.spec.whatwg.org/multipage/webappapis.html#the-event-handler-processing-algorithm
function run(handler, event, target) {
  const { callback } = handler;
  if (typeof callback !== 'function') return;
  const inner = innerOf(event);
  if (target === global && inner.type === 'error' && events.isErrorEvent(event)) {
    const { message, filename, lineno, colno, error } = events.errorOf(event);
    if (ReflectApply(callback, target, [message, filename, lineno, colno, error]) === true) ReflectApply(preventDefault, event, []);
  } else if (ReflectApply(callback, target, [event]) === false) {
    ReflectApply(preventDefault, event, []);
  }
}

// Gives `target` (a prototype or the global object) the attribute `on<type>`.
events.defineHandler = (target, type) => {
  const name = `on${type}`;
  const accessors = {
    get [name]() { return events.stateOf(this).handlers?.[type]?.callback ?? null; },
    set [name](value) {
      const state = events.stateOf(this), receiver = this ?? global;
      const callback = webidl.isObject(value) ? value : null;
      const existing = state.handlers?.[type];
      if (existing !== undefined && callback !== null) {
        existing.callback = callback;
      } else if (existing !== undefined) {
        events.removeListener(receiver, type, existing.listener);
        delete state.handlers[type];
      } else if (callback !== null) {
        const handler = new Handler(callback);
        handler.listener = (event) => run(handler, event, receiver);
        state.handlers ??= { __proto__: null };
        state.handlers[type] = handler;
        events.addListener(receiver, type, handler.listener);
      }
    },
  };
  const { get, set } = ReflectGetOwnPropertyDescriptor(accessors, name);
  ObjectDefineProperty(target, name, { __proto__: null, get, set, enumerable: true, configurable: true });
};
