'use strict';
// https://dom.spec.whatwg.org/#interface-eventtarget
//
// There is no tree, so an event's path is its target: capturing listeners first, then the others.
// The global object is an EventTarget without having been constructed by the class: its listeners stand in
// `globalState`, and calls without a receiver (`addEventListener(…)`) mean it.
const { ReflectApply, TypeError, globalThis: global, NewList } = internals.primordials;
const { webidl, events, DOMException } = internals;
const { converters, requiredArguments, isObject, failure } = webidl;
const { innerOf, isEvent } = events;

const AT_TARGET = 2, NONE = 0;

class TargetState {
  listeners = null; // by type: a list that is replaced, never changed, so that a dispatch may walk it
  handlers = null; // by type: the callbacks of `on…` attributes
  onListening = null; // told (type, whether it has listeners) when a listener was added or the last of a type removed
}

const globalState = new TargetState();

class Listener {
  type;
  callback;
  capture;
  once;
  passive;
  removed = false;
  unfollow = null; // lets go of the signal that removes it

  constructor(type, callback, capture, once, passive) {
    this.type = type;
    this.callback = callback;
    this.capture = capture;
    this.once = once;
    this.passive = passive;
  }
}

const falseByDefault = () => false;
const captureOption = [{ key: 'capture', converter: converters.boolean, defaultValue: falseByDefault }];
const listenerOptions = webidl.dictionary('EventListenerOptions', captureOption);
const addListenerOptions = webidl.dictionary('AddEventListenerOptions', [
  { key: 'once', converter: converters.boolean, defaultValue: falseByDefault },
  { key: 'passive', converter: converters.boolean, defaultValue: falseByDefault },
  { key: 'signal', converter: (value, prefix, context) => events.signalConverter(value, prefix, context) },
], listenerOptions);

// https://dom.spec.whatwg.org/#concept-flatten-options
const flatten = (options, prefix, dictionary) =>
  (options === undefined || isObject(options) || options === null
    ? dictionary(options, prefix, 'Argument 3')
    : { __proto__: null, capture: !!options, once: false, passive: false });

function callbackOf(value, prefix) {
  if (value === null || value === undefined) return null;
  if (!isObject(value)) throw failure(prefix, 'Argument 2', 'is not an object');
  return value;
}

class EventTarget {
  #state = new TargetState();

  static {
    events.stateOf = (target) => {
      if (target === undefined || target === null || target === global) return globalState;
      return target.#state;
    };
    events.isEventTarget = (value) => value === global || (isObject(value) && #state in value);
  }

  addEventListener(type, callback, options = undefined) {
    const state = events.stateOf(this);
    const prefix = "Failed to execute 'addEventListener' on 'EventTarget'";
    requiredArguments(arguments.length, 2, prefix);
    type = converters.DOMString(type, prefix, 'Argument 1');
    callback = callbackOf(callback, prefix);
    const { capture, once, passive, signal } = flatten(options, prefix, addListenerOptions);
    if (callback !== null) addListener(state, new Listener(type, callback, capture, once, passive), signal);
  }

  removeEventListener(type, callback, options = undefined) {
    const state = events.stateOf(this);
    const prefix = "Failed to execute 'removeEventListener' on 'EventTarget'";
    requiredArguments(arguments.length, 2, prefix);
    type = converters.DOMString(type, prefix, 'Argument 1');
    callback = callbackOf(callback, prefix);
    const { capture } = flatten(options, prefix, listenerOptions);
    const found = find(state, type, callback, capture);
    if (found !== null) removeListener(state, found);
  }

  dispatchEvent(event) {
    const state = events.stateOf(this);
    const prefix = "Failed to execute 'dispatchEvent' on 'EventTarget'";
    requiredArguments(arguments.length, 1, prefix);
    if (!isEvent(event)) throw failure(prefix, 'Argument 1', "is not of type 'Event'");
    const inner = innerOf(event);
    if (inner.dispatching) throw new DOMException(`${prefix}: The event is already being dispatched.`, 'InvalidStateError');
    inner.trusted = false;
    return dispatch(event, this ?? global, state);
  }
}

function find(state, type, callback, capture) {
  const list = state.listeners?.[type];
  if (list === undefined) return null;
  for (let i = 0; i < list.length; i++) {
    if (list[i].callback === callback && list[i].capture === capture) return list[i];
  }
  return null;
}

// https://dom.spec.whatwg.org/#add-an-event-listener
function addListener(state, listener, signal) {
  const { type, callback, capture } = listener;
  if (signal !== undefined && events.isAborted(signal)) return;
  if (find(state, type, callback, capture) === null) {
    const old = state.listeners?.[type] ?? [], list = NewList();
    for (let i = 0; i < old.length; i++) list[i] = old[i];
    list[old.length] = listener;
    state.listeners ??= { __proto__: null };
    state.listeners[type] = list;
    if (state.onListening !== null) state.onListening(type, true);
    if (signal !== undefined) {
      const onAbort = () => removeListener(state, listener);
      events.addAbortAlgorithm(signal, onAbort);
      listener.unfollow = () => events.removeAbortAlgorithm(signal, onAbort);
    }
  }
}

// https://dom.spec.whatwg.org/#remove-an-event-listener
function removeListener(state, listener) {
  listener.removed = true;
  if (listener.unfollow !== null) listener.unfollow();
  const old = state.listeners?.[listener.type], list = NewList();
  if (old === undefined) return;
  for (let i = 0; i < old.length; i++) if (old[i] !== listener) list[list.length] = old[i];
  if (list.length > 0) {
    state.listeners[listener.type] = list;
  } else {
    delete state.listeners[listener.type];
    if (state.onListening !== null) state.onListening(listener.type, false);
  }
}

// https://dom.spec.whatwg.org/#concept-event-dispatch; errors of listeners go to onError, else they are reported
function dispatch(event, target, state, onError = events.reportException) {
  const inner = innerOf(event);
  inner.dispatching = true;
  inner.target = target;
  inner.currentTarget = target;
  inner.phase = AT_TARGET;
  const list = state.listeners?.[inner.type];
  if (list !== undefined && !inner.stopPropagation) {
    invoke(event, inner, target, state, list, true, onError);
    if (!inner.stopPropagation) invoke(event, inner, target, state, list, false, onError);
  }
  inner.phase = NONE;
  inner.currentTarget = null;
  inner.dispatching = inner.stopPropagation = inner.stopImmediatePropagation = false;
  return !inner.canceled;
}

// https://dom.spec.whatwg.org/#concept-event-listener-inner-invoke
function invoke(event, inner, target, state, list, capture, onError) {
  for (let i = 0; i < list.length; i++) {
    const listener = list[i];
    if (listener.removed || listener.capture !== capture) continue;
    if (listener.once) removeListener(state, listener);
    inner.inPassiveListener = listener.passive;
    try {
      const { callback } = listener;
      if (typeof callback === 'function') {
        ReflectApply(callback, target, [event]);
      } else {
        const { handleEvent } = callback;
        if (typeof handleEvent !== 'function') throw new TypeError('EventListener.handleEvent is not a function');
        ReflectApply(handleEvent, callback, [event]);
      }
    } catch (error) {
      onError(error);
    }
    inner.inPassiveListener = false;
    if (inner.stopImmediatePropagation) return;
  }
}

events.dispatch = (event, target, onError) => dispatch(event, target, events.stateOf(target), onError);
events.hasListeners = (target, type) => events.stateOf(target).listeners?.[type] !== undefined;
events.addListener = (target, type, callback) => addListener(events.stateOf(target), new Listener(type, callback, false, false, false));
events.removeListener = (target, type, callback) => {
  const state = events.stateOf(target), found = find(state, type, callback, false);
  if (found !== null) removeListener(state, found);
};

webidl.configureInterface(EventTarget);
internals.expose('EventTarget', EventTarget);
internals.EventTarget = EventTarget;
