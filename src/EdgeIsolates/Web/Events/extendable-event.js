'use strict';
// https://w3c.github.io/ServiceWorker/#extendableevent-interface
const { webidl, events, http, Event, DOMException } = internals;

class ExtendableEvent extends Event {
  #requestId = 0; // 0: made by a tenant, extends nothing

  constructor(type, eventInitDict = undefined) {
    webidl.requiredArguments(arguments.length, 1, "Failed to construct 'ExtendableEvent'");
    super(type, eventInitDict);
  }

  static {
    events.extend = (event, requestId) => { event.#requestId = requestId; };
    events.requestIdOf = (event) => event.#requestId;
  }

  waitUntil(f) {
    const requestId = this.#requestId;
    const prefix = "Failed to execute 'waitUntil' on 'ExtendableEvent'";
    webidl.requiredArguments(arguments.length, 1, prefix);
    if (requestId === 0) throw new DOMException(`${prefix}: Only an event of the runtime can be extended.`, 'InvalidStateError');
    http.waitUntil(requestId, f);
  }
}

webidl.configureInterface(ExtendableEvent);
internals.expose('ExtendableEvent', ExtendableEvent);
events.ExtendableEvent = ExtendableEvent;
