'use strict';
// The event `queue`: a batch of messages for the handler, and what it decided about each.
// https://developers.cloudflare.com/queues/configuration/javascript-apis/#consumer
//
// The first decision about a message counts, whether it was made for it alone or for the batch. What was not decided follows the handler: acknowledged when it
// returns, tried again when it throws. The host gets the decisions either way, as a letter for each message: a, r (with the delay), or - for none.
const {
  ArrayPrototypePush, Date, JSONParse, ObjectFreeze, TypedArrayPrototypeGetBuffer,
} = internals.primordials;
const { bytes: { copyOf, partOf }, http, native, queues, webidl } = internals;

const token = {};

function decode(type, bytes) {
  switch (type) {
    case queues.json: return JSONParse(native.utf8Decode(bytes, false, true));
    case queues.text: return native.utf8Decode(bytes, false, true);
    case queues.rawBytes: return TypedArrayPrototypeGetBuffer(copyOf(bytes));
    default: return internals.deserialize(bytes);
  }
}

class Message {
  #id;
  #sentAt;
  #attempts;
  #type;
  #bytes;
  #timestamp = undefined;
  #body = undefined;
  #decision = '-';

  constructor(key = undefined, terms = undefined, bytes = undefined) {
    if (key !== token) webidl.illegalConstructor();
    this.#id = terms[0];
    this.#sentAt = terms[1];
    this.#attempts = terms[2];
    this.#type = terms[3];
    this.#bytes = bytes;
  }

  static {
    queues.decide = (message, decision) => { if (message.#decision === '-') message.#decision = decision; };
    queues.decisionOf = (message) => message.#decision;
  }

  get id() { return this.#id; }

  get timestamp() { return (this.#timestamp ??= new Date(this.#sentAt)); }

  get attempts() { return this.#attempts; }

  // Read when it is looked at, once.
  get body() {
    if (this.#bytes !== null) {
      this.#body = decode(this.#type, this.#bytes);
      this.#bytes = null;
    }
    return this.#body;
  }

  ack() {
    queues.decide(this, 'a');
  }

  retry(options = undefined) {
    queues.decide(this, retryBy(options));
  }
}

function retryBy(options) {
  const delay = queues.delayOf(options, 'retry failed');
  return delay < 0 ? 'r' : `r${delay}`;
}

class MessageBatch {
  #queue;
  #messages;

  constructor(key = undefined, queue = undefined, messages = undefined) {
    if (key !== token) webidl.illegalConstructor();
    this.#queue = queue;
    this.#messages = messages;
  }

  static {
    queues.messagesOf = (batch) => batch.#messages;
  }

  get queue() { return this.#queue; }

  get messages() { return this.#messages; }

  ackAll() {
    decideAll(this.#messages, 'a');
  }

  retryAll(options = undefined) {
    decideAll(this.#messages, retryBy(options));
  }
}

function decideAll(messages, decision) {
  for (let i = 0; i < messages.length; i++) queues.decide(messages[i], decision);
}

const { decisionOf, messagesOf } = queues;

function decisionsOf(batch) {
  const messages = messagesOf(batch);
  let text = '';
  for (let i = 0; i < messages.length; i++) text += `${i === 0 ? '' : ','}${decisionOf(messages[i])}`;
  return text;
}

function createBatch(detail, bytes) {
  const { queue, messages: terms } = JSONParse(detail), messages = [];
  for (let i = 0, at = 0; i < terms.length; i++) {
    const end = at + terms[i][4];
    ArrayPrototypePush(messages, new Message(token, terms[i], partOf(bytes, at, end)));
    at = end;
  }
  return new MessageBatch(token, queue, ObjectFreeze(messages));
}

webidl.configureInterface(Message);
webidl.configureInterface(MessageBatch);

http.defineToldEvent('queue', (requestId, detail, bytes) => {
  const batch = createBatch(detail, bytes);
  return {
    __proto__: null,
    run: () => http.callHandler(requestId, 'queue', batch),
    tell: () => decisionsOf(batch),
  };
});
