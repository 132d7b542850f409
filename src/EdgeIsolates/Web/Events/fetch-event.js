'use strict';
// https://w3c.github.io/ServiceWorker/#fetchevent-interface, as Workers have it
const { webidl, events, http, ops, DOMException } = internals;

const fetchEventInit = webidl.dictionary('FetchEventInit', [
  { key: 'request', converter: webidl.interfaceType('Request', http.isRequest), required: true },
], events.eventInit);

class FetchEvent extends events.ExtendableEvent {
  #request;
  #answer = undefined;
  #answered = false;

  constructor(type, eventInitDict) {
    const prefix = "Failed to construct 'FetchEvent'";
    webidl.requiredArguments(arguments.length, 2, prefix);
    const init = fetchEventInit(eventInitDict, prefix, 'Argument 2');
    super(type, init);
    this.#request = init.request;
  }

  static {
    events.createFetchEvent = (request, requestId) => {
      const event = new FetchEvent('fetch', { __proto__: null, request, cancelable: true });
      events.innerOf(event).trusted = true;
      events.extend(event, requestId);
      return event;
    };
    events.isAnswered = (event) => event.#answered;
    events.answerOf = (event) => event.#answer;
  }

  get request() { return this.#request; }

  // https://w3c.github.io/ServiceWorker/#fetch-event-respondwith
  respondWith(r) {
    this.#request;
    const prefix = "Failed to execute 'respondWith' on 'FetchEvent'";
    webidl.requiredArguments(arguments.length, 1, prefix);
    const inner = events.innerOf(this);
    if (!inner.dispatching) throw new DOMException(`${prefix}: The event has finished; call it before the listener returns.`, 'InvalidStateError');
    if (this.#answered) throw new DOMException(`${prefix}: It was called before.`, 'InvalidStateError');
    inner.stopPropagation = true;
    inner.stopImmediatePropagation = true;
    this.#answered = true;
    this.#answer = r;
  }

  passThroughOnException() {
    this.#request;
    const requestId = events.requestIdOf(this);
    if (requestId !== 0) ops.op_http_pass_through(requestId);
  }
}

webidl.configureInterface(FetchEvent);
internals.expose('FetchEvent', FetchEvent);
