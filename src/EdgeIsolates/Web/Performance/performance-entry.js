'use strict';
// https://w3c.github.io/performance-timeline/#dom-performanceentry
const { webidl } = internals;

const token = Symbol('PerformanceEntry');

class PerformanceEntry {
  #name;
  #entryType;
  #startTime;
  #duration;

  constructor(key = undefined, name = undefined, entryType = undefined, startTime = undefined, duration = undefined) {
    if (key !== token) webidl.illegalConstructor();
    this.#name = name;
    this.#entryType = entryType;
    this.#startTime = startTime;
    this.#duration = duration;
  }

  static {
    internals.timeline = {
      __proto__: null,
      nameOf: (entry) => entry.#name,
      typeOf: (entry) => entry.#entryType,
      startOf: (entry) => entry.#startTime,
    };
  }

  get name() { return this.#name; }
  get entryType() { return this.#entryType; }
  get startTime() { return this.#startTime; }
  get duration() { return this.#duration; }

  toJSON() {
    return { name: this.#name, entryType: this.#entryType, startTime: this.#startTime, duration: this.#duration };
  }
}

webidl.configureInterface(PerformanceEntry);
internals.expose('PerformanceEntry', PerformanceEntry);
internals.timeline.PerformanceEntry = PerformanceEntry;
internals.timeline.entryToken = token;
