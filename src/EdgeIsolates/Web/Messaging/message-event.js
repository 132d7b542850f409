'use strict';
// https://html.spec.whatwg.org/multipage/comms.html#the-messageevent-interface
const { NewList, ObjectFreeze, ReflectApply, Symbol } = internals.primordials;
const { webidl, events, Event } = internals;
const { converters, requiredArguments } = webidl;
const { initEvent } = Event.prototype;

const token = Symbol('MessageEvent');
const isMessagePort = (value) => internals.messaging.isPort(value);
const port = webidl.interfaceType('MessagePort', isMessagePort);
const ports = webidl.sequence(port), source = webidl.nullable(port);
const empty = () => '';

const messageEventInit = webidl.dictionary('MessageEventInit', [
  { key: 'data', converter: converters.any, defaultValue: () => null },
  { key: 'origin', converter: converters.USVString, defaultValue: empty },
  { key: 'lastEventId', converter: converters.DOMString, defaultValue: empty },
  { key: 'source', converter: source, defaultValue: () => null },
  { key: 'ports', converter: ports, defaultValue: () => NewList() },
], events.eventInit);

// https://webidl.spec.whatwg.org/#js-frozen-array
function frozen(list) {
  const array = [];
  for (let i = 0; i < list.length; i++) array[i] = list[i];
  return ObjectFreeze(array);
}

class MessageEvent extends Event {
  #message;

  constructor(type, eventInitDict = undefined) {
    if (type === token) {
      super('message');
      this.#message = eventInitDict;
      return;
    }
    const prefix = "Failed to construct 'MessageEvent'";
    requiredArguments(arguments.length, 1, prefix);
    const init = messageEventInit(eventInitDict, prefix, 'Argument 2');
    super(type, init);
    init.ports = frozen(init.ports);
    this.#message = init;
  }

  get data() { return this.#message.data; }
  get origin() { return this.#message.origin; }
  get lastEventId() { return this.#message.lastEventId; }
  get source() { return this.#message.source; }
  get ports() { return this.#message.ports; }

  initMessageEvent(type, bubbles = false, cancelable = false, data = null, origin = '', lastEventId = '', eventSource = null, eventPorts = []) {
    const message = this.#message;
    const prefix = "Failed to execute 'initMessageEvent' on 'MessageEvent'";
    requiredArguments(arguments.length, 1, prefix);
    const kind = converters.DOMString(type, prefix, 'Argument 1');
    const next = {
      __proto__: null,
      data,
      origin: converters.USVString(origin, prefix, 'Argument 5'),
      lastEventId: converters.DOMString(lastEventId, prefix, 'Argument 6'),
      source: source(eventSource, prefix, 'Argument 7'),
      ports: frozen(ports(eventPorts, prefix, 'Argument 8')),
    };
    if (events.innerOf(this).dispatching) return;
    ReflectApply(initEvent, this, [kind, bubbles, cancelable]);
    this.#message = next;
  }
}

webidl.configureInterface(MessageEvent);
internals.expose('MessageEvent', MessageEvent);
internals.MessageEvent = MessageEvent;

const createEvent = (data, list) =>
  new MessageEvent(token, { __proto__: null, data, origin: '', lastEventId: '', source: null, ports: frozen(list) });

internals.messaging = { __proto__: null, createEvent, isPort: null };
