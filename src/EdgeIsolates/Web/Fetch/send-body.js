'use strict';
// Bodies on their way to the host: an answer's, or that of a request by fetch. What the host can take as it is goes at once (a
// string, bytes, the number of a body that the host has anyway); a stream of the script is pumped, chunk by chunk, as
// fast as the host takes it.
const { TypedArrayPrototypeGetSymbolToStringTag, TypeError } = internals.primordials;
const { http, ops, streams, native } = internals;

class Pump {
  onOver = null; // told once, at its end
  #number;
  #stream;
  #reader;
  #isOver = false;

  constructor(number, stream) {
    this.#number = number;
    this.#stream = stream;
    this.#reader = streams.acquireReader(stream);
  }

  start() {
    const number = this.#number;
    streams.readLoop(this.#reader, (chunk) => this.#write(chunk), () => {
      if (this.#end()) ops.op_body_close(number);
    }, (error) => {
      if (this.#end()) ops.op_body_fail(number, error);
    });
  }

  // False when it was over before.
  #end() {
    if (this.#isOver) return false;
    this.#isOver = true;
    if (this.onOver !== null) this.onOver();
    return true;
  }

  #write(chunk) {
    if (TypedArrayPrototypeGetSymbolToStringTag(chunk) !== 'Uint8Array') throw new TypeError('The stream of a body gave a chunk that is not a Uint8Array');
    const wanted = ops.op_body_write(this.#number, chunk);
    if (wanted === true) return undefined;
    if (wanted === false) throw goneError();
    return streams.react(wanted, (more) => {
      if (!more) throw goneError();
    });
  }

  // Nobody takes the rest.
  cancel(reason) {
    if (!this.#end()) return;
    ops.op_body_fail(this.#number, reason);
    native.markHandled(streams.cancel(this.#stream, reason));
  }
}
Object.freeze(Pump.prototype);

const goneError = () => new internals.DOMException('Nobody takes the rest of the body: the connection was closed.', 'AbortError');

// Takes a body for sending: { source, length, pump }. The source is for the host; the pump, if there is one, is to be started
// once the host has got it.
http.sendBody = (body, name) => {
  if (body === null) return { __proto__: null, source: null, length: -1, pump: null };
  if (http.isUnusable(body)) throw http.usedError(body, name);
  body.readBy = name;
  const { stream, host } = body;
  if (host !== null && (stream === null || http.hostOfStream(stream) !== null)) {
    return { __proto__: null, source: host.take(), length: host.length, pump: null };
  }
  if (stream === null) return { __proto__: null, source: body.source, length: -1, pump: null };
  const number = ops.op_body_open();
  return { __proto__: null, source: number, length: streams.lengthOf(stream), pump: new Pump(number, stream) };
};
