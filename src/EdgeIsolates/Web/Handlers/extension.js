'use strict';
// What an event is extended by: it is over when its handler has returned and everything given to waitUntil has settled, also what was given meanwhile. The first
// rejection makes it a failure, as on Workers: a batch is tried again, a scheduled run failed.
const { ObjectFreeze, Promise } = internals.primordials;
const { http } = internals;

class Extension {
  #open = 0;
  #failed = false;
  #error = undefined;
  #wake = null;

  begin() { this.#open++; }

  fail(error) {
    if (this.#failed) return;
    this.#failed = true;
    this.#error = error;
  }

  end() {
    if (--this.#open === 0 && this.#wake !== null) this.#wake();
  }

  async settled() {
    while (this.#open > 0) await new Promise((resolve) => { this.#wake = resolve; });
    if (this.#failed) throw this.#error;
  }
}
ObjectFreeze(Extension.prototype);

http.extend = (requestId) => (http.stateOfRequest(requestId).extension = new Extension());
