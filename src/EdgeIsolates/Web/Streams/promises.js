'use strict';
// Promises as the Streams standard uses them, cheaper. The standard keeps many promises that a page could look at and
// mostly does not (closed, ready, one per write): a Deferred is how such a promise stands, and the promise itself is
// made when somebody asks for it. Nobody can tell the difference.
const { Promise, PromisePrototypeThen, PromiseReject, PromiseResolve, ReflectApply } = internals.primordials;
const { native } = internals;

const PENDING = 0, FULFILLED = 1, REJECTED = 2;

class Deferred {
  next = null; // as a link of a List
  state = PENDING;
  #value = undefined;
  #promise = null;
  #fulfil = null;
  #reject = null;
  #handled; // a rejection that nobody handles is not reported

  constructor(handled) {
    this.#handled = handled;
  }

  get isPending() { return this.state === PENDING; }

  get promise() {
    if (this.#promise !== null) return this.#promise;
    if (this.state === FULFILLED) {
      this.#promise = PromiseResolve(this.#value);
    } else if (this.state === REJECTED) {
      this.#promise = PromiseReject(this.#value);
    } else {
      this.#promise = new Promise((fulfil, reject) => {
        this.#fulfil = fulfil;
        this.#reject = reject;
      });
    }
    if (this.#handled && this.state !== FULFILLED) native.markHandled(this.#promise);
    return this.#promise;
  }

  resolve(value) {
    if (this.state !== PENDING) return;
    this.state = FULFILLED;
    this.#value = value;
    if (this.#fulfil !== null) this.#fulfil(value);
  }

  reject(reason) {
    if (this.state !== PENDING) return;
    this.state = REJECTED;
    this.#value = reason;
    if (this.#reject !== null) this.#reject(reason);
  }
}
Object.freeze(Deferred.prototype);

// Ours alone: what goes out to scripts is a new promise each time.
const done = PromiseResolve(undefined);

// https://webidl.spec.whatwg.org/#dfn-perform-steps-once-promise-is-settled; an algorithm that ended at once gives undefined
const react = (promise, onFulfilled, onRejected) => PromisePrototypeThen(promise ?? done, onFulfilled, onRejected);

// https://webidl.spec.whatwg.org/#a-promise-resolved-with
// Resolving with a promise takes two more turns, which can be seen from outside; with our own, no public `then` is asked.
function asPromise(value) {
  if (value === undefined) return done;
  if (value === done) return PromisePrototypeThen(PromisePrototypeThen(done));
  return new Promise((resolve) => resolve(value));
}

// https://webidl.spec.whatwg.org/#invoke-a-callback-function, of a callback that returns Promise<undefined>; undefined when
// it has ended. Callbacks that run for each chunk have their promise taken as it is, which saves two turns.
function callForPromise(callback, receiver, args) {
  try {
    const result = ReflectApply(callback, receiver, args);
    return result === undefined ? undefined : PromiseResolve(result);
  } catch (error) {
    return PromiseReject(error);
  }
}

// The same for what runs once, at the end of a stream.
function callAtEnd(callback, receiver, args) {
  try {
    return asPromise(ReflectApply(callback, receiver, args));
  } catch (error) {
    return PromiseReject(error);
  }
}

const rejected = (deferred, reason) => {
  deferred.reject(reason);
  return deferred;
};

internals.streams = { __proto__: null, done, Deferred, react, callForPromise, callAtEnd, asPromise, rejected };
