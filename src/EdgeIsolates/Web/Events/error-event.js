'use strict';
// https://html.spec.whatwg.org/multipage/webappapis.html#the-errorevent-interface
const { webidl, events, Event } = internals;
const { converters, requiredArguments } = webidl;

const empty = () => '', zero = () => 0;
const errorEventInit = webidl.dictionary('ErrorEventInit', [
  { key: 'message', converter: converters.DOMString, defaultValue: empty },
  { key: 'filename', converter: converters.USVString, defaultValue: empty },
  { key: 'lineno', converter: converters['unsigned long'], defaultValue: zero },
  { key: 'colno', converter: converters['unsigned long'], defaultValue: zero },
  { key: 'error', converter: converters.any },
], events.eventInit);

class ErrorEvent extends Event {
  #error;

  constructor(type, eventInitDict = undefined) {
    const prefix = "Failed to construct 'ErrorEvent'";
    requiredArguments(arguments.length, 1, prefix);
    const init = errorEventInit(eventInitDict, prefix, 'Argument 2');
    super(type, init);
    this.#error = init;
  }

  static {
    events.isErrorEvent = (value) => #error in value;
    events.errorOf = (event) => event.#error;
  }

  get message() { return this.#error.message; }
  get filename() { return this.#error.filename; }
  get lineno() { return this.#error.lineno; }
  get colno() { return this.#error.colno; }
  get error() { return this.#error.error; }
}

webidl.configureInterface(ErrorEvent);
internals.expose('ErrorEvent', ErrorEvent);
events.ErrorEvent = ErrorEvent;
