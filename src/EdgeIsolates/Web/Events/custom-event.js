'use strict';
// https://dom.spec.whatwg.org/#interface-customevent
const { webidl, events, Event } = internals;
const { converters, requiredArguments } = webidl;

const customEventInit = webidl.dictionary('CustomEventInit', [
  { key: 'detail', converter: converters.any, defaultValue: () => null },
], events.eventInit);

class CustomEvent extends Event {
  #detail;

  constructor(type, eventInitDict = undefined) {
    const prefix = "Failed to construct 'CustomEvent'";
    requiredArguments(arguments.length, 1, prefix);
    const init = customEventInit(eventInitDict, prefix, 'Argument 2');
    super(type, init);
    this.#detail = init.detail;
  }

  get detail() { return this.#detail; }

  initCustomEvent(type, bubbles = false, cancelable = false, detail = null) {
    this.#detail;
    requiredArguments(arguments.length, 1, "Failed to execute 'initCustomEvent' on 'CustomEvent'");
    if (events.innerOf(this).dispatching) return;
    initEvent(this, type, bubbles, cancelable);
    this.#detail = detail;
  }
}

const initEvent = internals.primordials.uncurryThis(Event.prototype.initEvent);

webidl.configureInterface(CustomEvent);
internals.expose('CustomEvent', CustomEvent);
