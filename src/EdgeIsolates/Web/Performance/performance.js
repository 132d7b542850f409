'use strict';
// https://w3c.github.io/hr-time/#sec-performance, with what the timeline and user timing add
const { DateNow } = internals.primordials;
const { webidl, ops, timeline, EventTarget } = internals;
const { converters, requiredArguments } = webidl;

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

  getEntries() {
    this.#brand;
    return timeline.entries();
  }

  getEntriesByType(type) {
    this.#brand;
    const prefix = "Failed to execute 'getEntriesByType' on 'Performance'";
    requiredArguments(arguments.length, 1, prefix);
    return timeline.entries(undefined, converters.DOMString(type, prefix, 'Argument 1'));
  }

  getEntriesByName(name, type = undefined) {
    this.#brand;
    const prefix = "Failed to execute 'getEntriesByName' on 'Performance'";
    requiredArguments(arguments.length, 1, prefix);
    name = converters.DOMString(name, prefix, 'Argument 1');
    if (type !== undefined) type = converters.DOMString(type, prefix, 'Argument 2');
    return timeline.entries(name, type);
  }

  mark(markName, markOptions = undefined) {
    this.#brand;
    requiredArguments(arguments.length, 1, "Failed to execute 'mark' on 'Performance'");
    const entry = new timeline.PerformanceMark(markName, markOptions);
    timeline.queue(entry);
    return entry;
  }

  clearMarks(markName = undefined) {
    this.#brand;
    if (markName !== undefined) markName = converters.DOMString(markName, "Failed to execute 'clearMarks' on 'Performance'", 'Argument 1');
    timeline.clear(markName, 'mark');
  }

  measure(measureName, startOrMeasureOptions = undefined, endMark = undefined) {
    this.#brand;
    const prefix = "Failed to execute 'measure' on 'Performance'";
    requiredArguments(arguments.length, 1, prefix);
    measureName = converters.DOMString(measureName, prefix, 'Argument 1');
    const isOptions = startOrMeasureOptions === undefined || startOrMeasureOptions === null || webidl.isObject(startOrMeasureOptions);
    const options = timeline.measureOptions(isOptions ? startOrMeasureOptions : undefined, prefix, 'Argument 2');
    const start = isOptions ? undefined : converters.DOMString(startOrMeasureOptions, prefix, 'Argument 2');
    if (endMark !== undefined) endMark = converters.DOMString(endMark, prefix, 'Argument 3');
    const entry = timeline.createMeasure(measureName, start, options, endMark, prefix);
    timeline.queue(entry);
    return entry;
  }

  clearMeasures(measureName = undefined) {
    this.#brand;
    if (measureName !== undefined) measureName = converters.DOMString(measureName, "Failed to execute 'clearMeasures' on 'Performance'", 'Argument 1');
    timeline.clear(measureName, 'measure');
  }
}

webidl.configureInterface(Performance);
internals.expose('Performance', Performance);
const performance = new Performance(token);
internals.exposeAttribute('performance', () => performance);
