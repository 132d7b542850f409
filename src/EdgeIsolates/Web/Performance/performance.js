'use strict';
// https://w3c.github.io/hr-time/#sec-performance
const { DateNow } = internals.primordials;
const { webidl, ops, EventTarget } = internals;

const token = Symbol('Performance');
let timeOrigin; // the snapshot is older than the isolate: known at the first look

const originOf = () => (timeOrigin ??= DateNow() - ops.op_time_now());

class Performance extends EventTarget {
  #brand;

  constructor(key = undefined) {
    if (key !== token) webidl.illegalConstructor();
    super();
  }

  now() {
    this.#brand;
    return ops.op_time_now();
  }

  get timeOrigin() {
    this.#brand;
    return originOf();
  }

  toJSON() {
    this.#brand;
    return { timeOrigin: originOf() };
  }
}

webidl.configureInterface(Performance);
internals.expose('Performance', Performance);
const performance = new Performance(token);
internals.exposeAttribute('performance', () => performance);
