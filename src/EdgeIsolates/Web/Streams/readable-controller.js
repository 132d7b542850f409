'use strict';
// What both kinds of readable controller have in common: when to ask the source for more.
const { streams } = internals;
const { List, react } = streams;

class PullingController {
  stream;
  queue = new List();
  queueTotalSize = 0;
  started = false;
  closeRequested = false;
  pulling = false;
  pullAgain = false;
  highWaterMark;
  pull; // null: nothing happens
  cancel;
  wrapper = null;
  #onPulled = null;
  #onPullFailed = null;

  constructor(stream, pull, cancel, highWaterMark) {
    this.stream = stream;
    this.pull = pull;
    this.cancel = cancel;
    this.highWaterMark = highWaterMark;
  }

  // https://streams.spec.whatwg.org/#readable-stream-default-controller-call-pull-if-needed
  callPullIfNeeded() {
    if (this.pull === null || !this.shouldCallPull()) return;
    if (this.pulling) {
      this.pullAgain = true;
      return;
    }
    this.pulling = true;
    this.#onPulled ??= () => {
      this.pulling = false;
      if (!this.pullAgain) return;
      this.pullAgain = false;
      this.callPullIfNeeded();
    };
    react(this.pull(this), this.#onPulled, this.#onPullFailed ??= (error) => this.error(error));
  }

  // https://streams.spec.whatwg.org/#readable-stream-default-controller-should-call-pull
  shouldCallPull() {
    if (!this.started || !this.canCloseOrEnqueue) return false;
    const { reader } = this.stream;
    return (reader !== null && !reader.requests.isEmpty) || this.desiredSize > 0;
  }

  // https://streams.spec.whatwg.org/#readable-stream-default-controller-get-desired-size
  get desiredSize() {
    const { state } = this.stream;
    if (state === 'errored') return null;
    return state === 'closed' ? 0 : this.highWaterMark - this.queueTotalSize;
  }

  // https://streams.spec.whatwg.org/#readable-stream-default-controller-can-close-or-enqueue
  get canCloseOrEnqueue() { return !this.closeRequested && this.stream.state === 'readable'; }

  // https://streams.spec.whatwg.org/#readable-stream-default-controller-has-backpressure
  get hasBackpressure() { return !this.shouldCallPull(); }

  get stateName() { return this.stream.state === 'readable' ? 'closing' : this.stream.state; }
}

// https://streams.spec.whatwg.org/#set-up-readable-stream-default-controller and its twin for bytes
// `start`, `pull` and `cancel` may be null; they get the controller (cancel: the reason) and give a promise, or undefined
// when they have ended.
function setUpReadable(stream, controller, start) {
  stream.controller = controller;
  const result = start === null ? undefined : start(controller);
  react(streams.asPromise(result), () => {
    controller.started = true;
    controller.callPullIfNeeded();
  }, (error) => controller.error(error));
  return stream;
}

Object.assign(streams, { PullingController, setUpReadable });
