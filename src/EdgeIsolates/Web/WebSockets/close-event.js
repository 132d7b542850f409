'use strict';
// https://websockets.spec.whatwg.org/#the-closeevent-interface
const { webidl, events, Event } = internals;
const { converters, requiredArguments } = webidl;

const closeEventInit = webidl.dictionary('CloseEventInit', [
  { key: 'wasClean', converter: converters.boolean, defaultValue: () => false },
  { key: 'code', converter: converters['unsigned short'], defaultValue: () => 0 },
  { key: 'reason', converter: converters.USVString, defaultValue: () => '' },
], events.eventInit);

class CloseEvent extends Event {
  #close;

  constructor(type, eventInitDict = undefined) {
    const prefix = "Failed to construct 'CloseEvent'";
    requiredArguments(arguments.length, 1, prefix);
    const init = closeEventInit(eventInitDict, prefix, 'Argument 2');
    super(type, init);
    this.#close = init;
  }

  get wasClean() { return this.#close.wasClean; }
  get code() { return this.#close.code; }
  get reason() { return this.#close.reason; }
}

webidl.configureInterface(CloseEvent);
internals.expose('CloseEvent', CloseEvent);
internals.CloseEvent = CloseEvent;
