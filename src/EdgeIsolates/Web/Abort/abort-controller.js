'use strict';
// https://dom.spec.whatwg.org/#interface-abortcontroller
const { webidl, abort } = internals;

class AbortController {
  #signal = abort.createSignal();

  get signal() { return this.#signal; }

  abort(reason = undefined) {
    abort.signalAbort(this.#signal, reason);
  }
}

webidl.configureInterface(AbortController);
internals.expose('AbortController', AbortController);
