'use strict';
// The `ctx` of a request. The host counts what a request still waits for: +1 here, -1 when it settles.
const { Symbol } = internals.primordials;
const { webidl, ops, http } = internals;

const token = Symbol('ExecutionContext');

// Follows one promise to its end; a rejection is reported, then the wait is over either way.
async function follow(requestId, promise) {
  const extension = http.extensionOf(requestId);
  extension?.begin();
  try {
    await promise;
  } catch (error) {
    ops.op_http_wait_failed(requestId, error);
    extension?.fail(error);
  }
  ops.op_http_wait(requestId, -1);
  extension?.end();
}

function waitUntil(requestId, promise) {
  ops.op_http_wait(requestId, 1);
  follow(requestId, promise);
}

class ExecutionContext {
  #requestId;
  #props = token;

  constructor(key = undefined, requestId = 0) {
    if (key !== token) webidl.illegalConstructor();
    this.#requestId = requestId;
  }

  waitUntil(promise) {
    const requestId = this.#requestId;
    webidl.requiredArguments(arguments.length, 1, "Failed to execute 'waitUntil' on 'ExecutionContext'");
    waitUntil(requestId, promise);
  }

  passThroughOnException() {
    ops.op_http_pass_through(this.#requestId);
  }

  get props() {
    if (this.#props === token) this.#props = http.propsOf(this.#requestId);
    return this.#props;
  }

  // What wraps handlers hands its own on.
  set props(value) { this.#props = value; }
}

webidl.configureInterface(ExecutionContext);
internals.expose('ExecutionContext', ExecutionContext);
http.waitUntil = waitUntil;
http.createContext = (requestId) => new ExecutionContext(token, requestId);
