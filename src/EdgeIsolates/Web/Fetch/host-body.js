'use strict';
// A body whose bytes the host has: that of the request, or of an answer to fetch. As long as no script looks at the bytes they
// can be taken whole, by text() and kin or by whatever sends them on, and never pass through here piece by piece.
const { PromisePrototypeThen, SafeWeakMap } = internals.primordials;
const { ops, http, streams } = internals;

class HostBody {
  number; // what the host knows it by
  length; // -1: not known
  abortReason = null; // { reason } once aborted
  onOver = null; // told once nobody needs it any more
  #stream = null;
  #fail = null; // ends a gather() that is under way

  constructor(number, length) {
    this.number = number;
    this.length = length;
  }

  // Its bytes as a stream.
  get stream() {
    if (this.#stream !== null) return this.#stream;
    const pull = (controller) => {
      if (this.abortReason !== null) throw this.abortReason.reason;
      return PromisePrototypeThen(ops.op_body_read(this.number), (chunk) => {
        if (this.abortReason !== null) return;
        if (chunk !== null) {
          streams.enqueue(controller, chunk);
          return;
        }
        this.#over();
        streams.close(controller);
      });
    };
    this.#stream = streams.createReadableByte(null, pull, () => this.cancel());
    hosts.set(this.#stream, this);
    return this.#stream;
  }

  // All of it, to callbacks: a promise for bytes would consult a patchable `then`.
  gather(onBytes, onError) {
    if (this.abortReason !== null) {
      onError(this.abortReason.reason);
      return;
    }
    this.#fail = onError;
    const end = (steps) => (value) => {
      if (this.#fail === null) return;
      this.#fail = null;
      this.#over();
      steps(value);
    };
    PromisePrototypeThen(ops.op_body_gather(this.number), end(onBytes), end(onError));
  }

  cancel() {
    this.#over();
    ops.op_body_cancel(this.number);
  }

  // https://fetch.spec.whatwg.org/#abort-fetch, of an answer
  abort(reason) {
    if (this.abortReason !== null) return;
    this.abortReason = { __proto__: null, reason };
    this.cancel();
    const fail = this.#fail;
    this.#fail = null;
    if (fail !== null) fail(reason);
    if (this.#stream !== null) streams.error(streams.controllerOf(this.#stream), reason);
  }

  // The number, for somebody who takes the bytes; no script gets to see them any more.
  take() {
    if (this.abortReason !== null) throw this.abortReason.reason;
    if (this.#stream !== null) streams.acquireReader(this.#stream);
    this.#over();
    return this.number;
  }

  #over() {
    const { onOver } = this;
    this.onOver = null;
    if (onOver !== null) onOver();
  }
}
Object.freeze(HostBody.prototype);

const hosts = new SafeWeakMap(); // stream => HostBody

http.HostBody = HostBody;

// The host body behind a stream that nobody has read from, or null.
http.hostOfStream = (stream) => {
  const host = hosts.get(stream);
  return host === undefined || streams.isDisturbed(stream) || streams.isLocked(stream) ? null : host;
};
