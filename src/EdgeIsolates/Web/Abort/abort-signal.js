'use strict';
// https://dom.spec.whatwg.org/#interface-AbortSignal
//
// A signal made by AbortSignal.any() depends on sources that may live much longer than it. A source holds it weakly;
// only while somebody listens to it (an abort listener, an abort algorithm) do its sources hold it.
const { MathMax, SafeSet, WeakRef, WeakRefPrototypeDeref, NewList } = internals.primordials;
const { webidl, events, timers, DOMException, EventTarget } = internals;
const { converters, requiredArguments } = webidl;

const token = Symbol('AbortSignal');
const enforceRange = { __proto__: null, enforceRange: true };

class AbortSignal extends EventTarget {
  #aborted = false;
  #reason = undefined;
  #algorithms = null; // SafeSet of functions
  #sources = null; // of a dependent signal: the signals it follows, themselves no dependents
  #dependents = null; // WeakRefs of the signals that follow this one
  #manyDependents = 16; // as many as that: look which are gone
  #listenedDependents = null; // SafeSet of those that somebody listens to

  constructor(key = undefined) {
    if (key !== token) webidl.illegalConstructor();
    super();
  }

  static abort(reason = undefined) {
    const signal = new AbortSignal(token);
    signal.#setReason(reason);
    return signal;
  }

  static timeout(milliseconds) {
    const prefix = "Failed to execute 'timeout' on 'AbortSignal'";
    requiredArguments(arguments.length, 1, prefix);
    const delay = converters['unsigned long long'](milliseconds, prefix, 'Argument 1', enforceRange);
    const signal = new AbortSignal(token);
    timers.start(() => signal.#abort(new DOMException('The operation timed out.', 'TimeoutError')), delay);
    return signal;
  }

  // https://dom.spec.whatwg.org/#create-a-dependent-abort-signal
  static any(signals) {
    const prefix = "Failed to execute 'any' on 'AbortSignal'";
    requiredArguments(arguments.length, 1, prefix);
    const list = signalSequence(signals, prefix, 'Argument 1');
    const result = new AbortSignal(token);
    for (let i = 0; i < list.length; i++) {
      if (!list[i].#aborted) continue;
      result.#setReason(list[i].#reason);
      return result;
    }
    result.#sources = NewList();
    for (let i = 0; i < list.length; i++) {
      const sources = list[i].#sources ?? [list[i]];
      for (let j = 0; j < sources.length; j++) result.#follow(sources[j]);
    }
    events.stateOf(result).onListening = (type) => { if (type === 'abort') result.#updateHold(); };
    return result;
  }

  #follow(source) {
    for (let i = 0; i < this.#sources.length; i++) if (this.#sources[i] === source) return;
    this.#sources[this.#sources.length] = source;
    const dependents = source.#dependents ??= NewList();
    dependents[dependents.length] = new WeakRef(this);
    if (dependents.length >= source.#manyDependents) source.#forgetCollected();
  }

  #forgetCollected() {
    const alive = NewList(), old = this.#dependents;
    for (let i = 0; i < old.length; i++) if (WeakRefPrototypeDeref(old[i]) !== undefined) alive[alive.length] = old[i];
    this.#dependents = alive;
    this.#manyDependents = MathMax(16, 2 * alive.length);
  }

  // https://dom.spec.whatwg.org/#abort-signal-garbage-collection
  #updateHold() {
    const listened = !this.#aborted && ((this.#algorithms !== null && this.#algorithms.size > 0) || events.hasListeners(this, 'abort'));
    for (let i = 0; i < this.#sources.length; i++) {
      const source = this.#sources[i];
      if (listened) (source.#listenedDependents ??= new SafeSet()).add(this);
      else source.#listenedDependents?.delete(this);
    }
  }

  // https://dom.spec.whatwg.org/#abortsignal-signal-abort
  #abort(reason) {
    if (this.#aborted) return;
    this.#setReason(reason);
    const toAbort = NewList(), dependents = this.#dependents;
    if (dependents !== null) {
      for (let i = 0; i < dependents.length; i++) {
        const dependent = WeakRefPrototypeDeref(dependents[i]);
        if (dependent === undefined || dependent.#aborted) continue;
        dependent.#setReason(this.#reason);
        toAbort[toAbort.length] = dependent;
      }
    }
    this.#dependents = this.#listenedDependents = null;
    this.#runAbortSteps();
    for (let i = 0; i < toAbort.length; i++) toAbort[i].#runAbortSteps();
  }

  #setReason(reason) {
    this.#aborted = true;
    this.#reason = reason === undefined ? new DOMException('This operation was aborted', 'AbortError') : reason;
  }

  // https://dom.spec.whatwg.org/#run-the-abort-steps
  #runAbortSteps() {
    const algorithms = this.#algorithms;
    this.#algorithms = null;
    if (algorithms !== null) algorithms.forEach((algorithm) => algorithm(this.#reason));
    events.dispatch(events.createTrusted('abort', false), this);
    if (this.#sources !== null) this.#updateHold();
  }

  static {
    internals.abort = {
      __proto__: null,
      createSignal: () => new AbortSignal(token),
      signalAbort: (signal, reason) => signal.#abort(reason),
      isAbortSignal: (value) => webidl.isObject(value) && #aborted in value,
      isAborted: (signal) => signal.#aborted,
      reasonOf: (signal) => signal.#reason,
      // https://dom.spec.whatwg.org/#abortsignal-add
      addAlgorithm: (signal, algorithm) => {
        if (signal.#aborted) return;
        (signal.#algorithms ??= new SafeSet()).add(algorithm);
        if (signal.#sources !== null) signal.#updateHold();
      },
      removeAlgorithm: (signal, algorithm) => {
        signal.#algorithms?.delete(algorithm);
        if (signal.#sources !== null) signal.#updateHold();
      },
      // A signal that follows `source` (or none): what a Request's own signal is.
      createDependent: (source) => (source === null ? new AbortSignal(token) : anySignal([source])),
    };
  }

  get aborted() { return this.#aborted; }
  get reason() { return this.#reason; }

  throwIfAborted() {
    if (this.#aborted) throw this.#reason;
  }
}

const { any: anySignal } = AbortSignal;
const { abort } = internals;
abort.converter = webidl.interfaceType('AbortSignal', abort.isAbortSignal);
const signalSequence = webidl.sequence(abort.converter);

events.signalConverter = abort.converter;
events.isAborted = abort.isAborted;
events.addAbortAlgorithm = abort.addAlgorithm;
events.removeAbortAlgorithm = abort.removeAlgorithm;

events.defineHandler(AbortSignal.prototype, 'abort');
webidl.configureInterface(AbortSignal);
internals.expose('AbortSignal', AbortSignal);
