'use strict';
// https://html.spec.whatwg.org/multipage/web-messaging.html#message-ports
//
// A port holds an end of a channel; a transfer moves the end to another port object. Messages wait in a chain at the end they are for and are
// delivered one task each, by the request that posted them: a request that is over delivers nothing, and an open channel keeps nobody waiting.
const {
  NewList, ObjectDefineProperty, ReflectApply, ReflectGetOwnPropertyDescriptor, Symbol, SymbolIterator,
} = internals.primordials;
const { webidl, events, native, timers, structured, messaging } = internals;
const { cloneError } = structured;
const { requiredArguments } = webidl;

const token = Symbol('MessagePort');

class Message {
  data;
  ports;
  next = null;

  constructor(data, ports) {
    this.data = data;
    this.ports = ports;
  }
}

class End {
  port; // who holds it; null once it was closed
  peer = null;
  enabled = false;
  scheduledBy = 0; // the request whose task will deliver the next message
  #first = null;
  #last = null;

  constructor(port) {
    this.port = port;
  }

  push(message) {
    if (this.#first === null) this.#first = message;
    else this.#last.next = message;
    this.#last = message;
    this.schedule();
  }

  schedule() {
    const request = native.currentRequest();
    if (!this.enabled || this.#first === null || this.scheduledBy === request) return;
    if (timers.startTask(() => this.#deliver())) this.scheduledBy = request;
  }

  #deliver() {
    this.scheduledBy = 0;
    const message = this.#first;
    if (message === null || this.port === null) return;
    this.#first = message.next;
    this.schedule();
    fire(this.port, messaging.createEvent(message.data, message.ports));
  }

  // https://html.spec.whatwg.org/multipage/web-messaging.html#disentangle
  close() {
    const { peer } = this;
    this.port = this.peer = this.#first = null;
    if (peer === null) return;
    peer.peer = null;
    timers.startTask(() => {
      if (peer.port !== null) fire(peer.port, events.createTrusted('close', false));
    });
  }
}
Object.freeze(End.prototype);

function fire(port, event) {
  events.innerOf(event).trusted = true;
  events.dispatch(event, port);
}

// postMessage(message, sequence) or postMessage(message, options)
function transferOf(value, prefix) {
  if (webidl.isObject(value)) {
    const method = value[SymbolIterator];
    if (method !== undefined && method !== null) {
      return webidl.sequenceFrom(value, method, webidl.converters.object, prefix, 'Argument 2');
    }
  }
  return structured.options(value, prefix, 'Argument 2').transfer;
}

class MessagePort extends internals.EventTarget {
  #end; // null once it was transferred

  constructor(key = undefined) {
    if (key !== token) webidl.illegalConstructor();
    super();
    this.#end = new End(this);
  }

  // https://html.spec.whatwg.org/multipage/web-messaging.html#message-port-post-message-steps
  postMessage(message, options = undefined) {
    const end = this.#end;
    const prefix = "Failed to execute 'postMessage' on 'MessagePort'";
    requiredArguments(arguments.length, 1, prefix);
    const transfer = transferOf(options, prefix), target = end === null ? null : end.peer;
    let doomed = false;
    for (let i = 0; i < transfer.length; i++) {
      if (transfer[i] === this) throw cloneError(`${prefix}: A port cannot be transferred through itself`);
      doomed ||= target !== null && transfer[i] === target.port;
    }
    const transferred = NewList(), ports = NewList();
    const data = structured.clone(message, transfer, transferred);
    if (target === null || doomed) return;
    for (let i = 0; i < transferred.length; i++) if (messaging.isPort(transferred[i])) ports[ports.length] = transferred[i];
    target.push(new Message(data, ports));
  }

  start() {
    const end = this.#end;
    if (end === null || end.enabled) return;
    end.enabled = true;
    end.schedule();
  }

  close() {
    const end = this.#end;
    if (end !== null && end.port !== null) end.close();
  }

  static {
    messaging.isPort = (value) => webidl.isObject(value) && #end in value;
    messaging.entangle = (first, second) => {
      first.#end.peer = second.#end;
      second.#end.peer = first.#end;
    };
    // https://html.spec.whatwg.org/multipage/web-messaging.html#message-ports:transfer-steps
    structured.addTransferable(messaging.isPort, (port) => {
      const end = port.#end;
      if (end === null || end.port === null) throw cloneError('A port that is closed or was transferred cannot be transferred');
      const copy = new MessagePort(token);
      const commit = () => {
        port.#end = null;
        copy.#end = end;
        end.port = copy;
        end.enabled = false;
      };
      return { __proto__: null, copy, commit };
    });
  }
}

webidl.configureInterface(MessagePort);
for (const type of ['message', 'messageerror', 'close']) events.defineHandler(MessagePort.prototype, type);

// Setting onmessage starts the port.
const { start } = MessagePort.prototype;
const onmessage = ReflectGetOwnPropertyDescriptor(MessagePort.prototype, 'onmessage');
const { set: setAndStart } = ReflectGetOwnPropertyDescriptor({
  set onmessage(value) {
    ReflectApply(onmessage.set, this, [value]);
    ReflectApply(start, this, []);
  },
}, 'onmessage');
ObjectDefineProperty(MessagePort.prototype, 'onmessage', { __proto__: null, set: setAndStart });

// https://html.spec.whatwg.org/multipage/web-messaging.html#message-channels
class MessageChannel {
  #port1 = new MessagePort(token);
  #port2 = new MessagePort(token);

  constructor() {
    messaging.entangle(this.#port1, this.#port2);
  }

  get port1() { return this.#port1; }
  get port2() { return this.#port2; }
}

webidl.configureInterface(MessageChannel);
internals.expose('MessagePort', MessagePort);
internals.expose('MessageChannel', MessageChannel);
