'use strict';
// https://dom.spec.whatwg.org/#interface-event
// The class is thin; what dispatch works on is its inner record, reached through internals.events.innerOf.
const { ObjectDefineProperty, ReflectGetOwnPropertyDescriptor, Symbol } = internals.primordials;
const { webidl, ops } = internals;
const { converters, requiredArguments } = webidl;

const NONE = 0, AT_TARGET = 2;
const falseByDefault = () => false;

const eventInit = webidl.dictionary('EventInit', [
  { key: 'bubbles', converter: converters.boolean, defaultValue: falseByDefault },
  { key: 'cancelable', converter: converters.boolean, defaultValue: falseByDefault },
  { key: 'composed', converter: converters.boolean, defaultValue: falseByDefault },
]);

class EventState {
  type;
  bubbles;
  cancelable;
  composed;
  timeStamp;
  target = null;
  currentTarget = null;
  phase = NONE;
  stopPropagation = false;
  stopImmediatePropagation = false;
  canceled = false;
  inPassiveListener = false;
  dispatching = false;
  trusted = false;

  constructor(type, bubbles, cancelable, composed) {
    this.type = type;
    this.bubbles = bubbles;
    this.cancelable = cancelable;
    this.composed = composed;
    this.timeStamp = ops.op_time_now();
  }
}
Object.freeze(EventState.prototype);

const trustedToken = Symbol('trusted');

class Event {
  #inner;

  constructor(type, eventInitDict = undefined) {
    ObjectDefineProperty(this, 'isTrusted', isTrustedDescriptor);
    // What dispatches inside the runtime constructs (trustedToken, state).
    if (type === trustedToken) {
      this.#inner = eventInitDict;
      return;
    }
    const prefix = "Failed to construct 'Event'";
    requiredArguments(arguments.length, 1, prefix);
    type = converters.DOMString(type, prefix, 'Argument 1');
    const { bubbles, cancelable, composed } = eventInit(eventInitDict, prefix, 'Argument 2');
    this.#inner = new EventState(type, bubbles, cancelable, composed);
  }

  static {
    const isTrusted = ReflectGetOwnPropertyDescriptor({ get isTrusted() { return this.#inner.trusted; } }, 'isTrusted').get;
    internals.events = {
      __proto__: null,
      eventInit,
      trustedToken,
      isTrusted,
      isEvent: (value) => webidl.isObject(value) && #inner in value,
      innerOf: (event) => event.#inner,
      createTrusted: (type, cancelable) => {
        const state = new EventState(type, false, cancelable, false);
        state.trusted = true;
        return new Event(trustedToken, state);
      },
    };
  }

  get type() { return this.#inner.type; }
  get target() { return this.#inner.target; }
  get srcElement() { return this.#inner.target; }
  get currentTarget() { return this.#inner.currentTarget; }
  get eventPhase() { return this.#inner.phase; }
  get bubbles() { return this.#inner.bubbles; }
  get cancelable() { return this.#inner.cancelable; }
  get composed() { return this.#inner.composed; }
  get defaultPrevented() { return this.#inner.canceled; }
  get timeStamp() { return this.#inner.timeStamp; }

  // https://dom.spec.whatwg.org/#dom-event-composedpath; there is no tree: the path is the target
  composedPath() {
    const { currentTarget } = this.#inner;
    return currentTarget === null ? [] : [currentTarget];
  }

  stopPropagation() { this.#inner.stopPropagation = true; }

  get cancelBubble() { return this.#inner.stopPropagation; }
  set cancelBubble(value) {
    const inner = this.#inner;
    if (value) inner.stopPropagation = true;
  }

  stopImmediatePropagation() {
    const inner = this.#inner;
    inner.stopPropagation = true;
    inner.stopImmediatePropagation = true;
  }

  get returnValue() { return !this.#inner.canceled; }
  set returnValue(value) {
    const inner = this.#inner;
    if (!value) cancel(inner);
  }

  preventDefault() { cancel(this.#inner); }

  initEvent(type, bubbles = false, cancelable = false) {
    const inner = this.#inner;
    const prefix = "Failed to execute 'initEvent' on 'Event'";
    requiredArguments(arguments.length, 1, prefix);
    type = converters.DOMString(type, prefix, 'Argument 1');
    if (inner.dispatching) return;
    inner.type = type;
    inner.bubbles = !!bubbles;
    inner.cancelable = !!cancelable;
    inner.target = null;
    inner.stopPropagation = inner.stopImmediatePropagation = inner.canceled = inner.trusted = false;
  }
}

// https://dom.spec.whatwg.org/#set-the-canceled-flag
function cancel(inner) {
  if (inner.cancelable && !inner.inPassiveListener) inner.canceled = true;
}

// [LegacyUnforgeable]: an own property of each event, one getter for all
const isTrustedDescriptor = {
  __proto__: null, get: internals.events.isTrusted, set: undefined, enumerable: true, configurable: false,
};

webidl.configureInterface(Event);
webidl.defineConstants(Event, { NONE, CAPTURING_PHASE: 1, AT_TARGET, BUBBLING_PHASE: 3 });
internals.expose('Event', Event);
internals.Event = Event;
