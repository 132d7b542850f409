'use strict';
// https://html.spec.whatwg.org/multipage/webappapis.html#the-promiserejectionevent-interface
const { webidl, events, Event } = internals;
const { converters, requiredArguments } = webidl;

const rejectionInit = webidl.dictionary('PromiseRejectionEventInit', [
  { key: 'promise', converter: converters.object, required: true },
  { key: 'reason', converter: converters.any },
], events.eventInit);

class PromiseRejectionEvent extends Event {
  #promise;
  #reason;

  constructor(type, eventInitDict) {
    const prefix = "Failed to construct 'PromiseRejectionEvent'";
    requiredArguments(arguments.length, 2, prefix);
    const init = rejectionInit(eventInitDict, prefix, 'Argument 2');
    super(type, init);
    this.#promise = init.promise;
    this.#reason = init.reason;
  }

  get promise() { return this.#promise; }
  get reason() { return this.#reason; }
}

webidl.configureInterface(PromiseRejectionEvent);
internals.expose('PromiseRejectionEvent', PromiseRejectionEvent);
events.PromiseRejectionEvent = PromiseRejectionEvent;
