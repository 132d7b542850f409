'use strict';
// https://w3c.github.io/user-timing/
const { SafeSet } = internals.primordials;
const { webidl, ops, timeline, DOMException } = internals;
const { converters, requiredArguments } = webidl;
const { PerformanceEntry, entryToken } = timeline;

// (DOMString or DOMHighResTimeStamp)
const markOrTime = (value, prefix, context) => (typeof value === 'number' ? converters.double : converters.DOMString)(value, prefix, context);

const markOptions = webidl.dictionary('PerformanceMarkOptions', [
  { key: 'detail', converter: converters.any },
  { key: 'startTime', converter: converters.double },
]);
const measureOptions = webidl.dictionary('PerformanceMeasureOptions', [
  { key: 'detail', converter: converters.any },
  { key: 'start', converter: markOrTime },
  { key: 'duration', converter: converters.double },
  { key: 'end', converter: markOrTime },
]);

const cloneDetail = (detail) => (detail === undefined || detail === null ? null : internals.cloneValue(detail));

function notNegative(time, prefix, what) {
  if (time < 0) throw webidl.failure(prefix, what, 'must not be negative');
  return time;
}

// https://w3c.github.io/user-timing/#the-performancemark-constructor
class PerformanceMark extends PerformanceEntry {
  #detail;

  constructor(markName, options = undefined) {
    const prefix = "Failed to construct 'PerformanceMark'";
    requiredArguments(arguments.length, 1, prefix);
    markName = converters.DOMString(markName, prefix, 'Argument 1');
    const { startTime = ops.op_time_now(), detail } = markOptions(options, prefix, 'Argument 2');
    super(entryToken, markName, 'mark', notNegative(startTime, prefix, "'startTime'"), 0);
    this.#detail = cloneDetail(detail);
  }

  get detail() { return this.#detail; }
}

class PerformanceMeasure extends PerformanceEntry {
  #detail;

  constructor(key = undefined, name = undefined, startTime = undefined, endTime = undefined, detail = undefined) {
    if (key !== entryToken) webidl.illegalConstructor();
    super(entryToken, name, 'measure', startTime, endTime - startTime);
    this.#detail = cloneDetail(detail);
  }

  get detail() { return this.#detail; }
}

// https://w3c.github.io/user-timing/#convert-a-mark-to-a-timestamp
function timeOf(mark, prefix) {
  if (typeof mark === 'number') return notNegative(mark, prefix, 'A time');
  const entry = timeline.lastMark(mark);
  if (entry === undefined) throw new DOMException(`${prefix}: There is no mark named '${mark}'.`, 'SyntaxError');
  return timeline.startOf(entry);
}

// https://w3c.github.io/user-timing/#dom-performance-measure, from the converted arguments
function createMeasure(name, start, options, endMark, prefix) {
  const has = new SafeSet();
  for (const key in options) has.add(key); // options: without a prototype, ours
  const given = has.size > 0;
  if (given) {
    if (endMark !== undefined) throw webidl.failure(prefix, 'Argument 3', 'must not be given along with options');
    if (!has.has('start') && !has.has('end')) throw webidl.failure(prefix, 'Argument 2', "needs 'start' or 'end'");
    if (has.size - (has.has('detail') ? 1 : 0) === 3) throw webidl.failure(prefix, 'Argument 2', "must not have all of 'start', 'duration' and 'end'");
  }
  const endTime = endMark !== undefined ? timeOf(endMark, prefix)
    : has.has('end') ? timeOf(options.end, prefix)
      : has.has('duration') ? timeOf(options.start, prefix) + timeOf(options.duration, prefix)
        : ops.op_time_now();
  const startTime = has.has('start') ? timeOf(options.start, prefix)
    : has.has('duration') ? endTime - timeOf(options.duration, prefix)
      : start !== undefined ? timeOf(start, prefix) : 0;
  return new PerformanceMeasure(entryToken, name, startTime, endTime, options.detail);
}

for (const Interface of [PerformanceMark, PerformanceMeasure]) {
  webidl.configureInterface(Interface);
  internals.expose(Interface.name, Interface);
}

Object.assign(timeline, { PerformanceMark, measureOptions, createMeasure });
