'use strict';
// https://streams.spec.whatwg.org/#qs
const { NumberIsNaN, RangeError, ReflectApply } = internals.primordials;
const { webidl, streams } = internals;
const { converters, requiredArguments } = webidl;

const highWaterMark = { key: 'highWaterMark', converter: converters['unrestricted double'] };
const strategyInit = webidl.dictionary('QueuingStrategyInit', [{ ...highWaterMark, required: true }]);
const strategy = webidl.dictionary('QueuingStrategy', [highWaterMark, { key: 'size', converter: converters.Function }]);

// One function for all instances: https://streams.spec.whatwg.org/#byte-length-queuing-strategy-size-function
const { size: byteLengthSize } = { size: (chunk) => chunk.byteLength };
const { size: countSize } = { size: () => 1 };

class ByteLengthQueuingStrategy {
  #highWaterMark;

  constructor(init) {
    const prefix = "Failed to construct 'ByteLengthQueuingStrategy'";
    requiredArguments(arguments.length, 1, prefix);
    this.#highWaterMark = strategyInit(init, prefix, 'Argument 1').highWaterMark;
  }

  get highWaterMark() { return this.#highWaterMark; }

  get size() {
    this.#highWaterMark;
    return byteLengthSize;
  }
}

class CountQueuingStrategy {
  #highWaterMark;

  constructor(init) {
    const prefix = "Failed to construct 'CountQueuingStrategy'";
    requiredArguments(arguments.length, 1, prefix);
    this.#highWaterMark = strategyInit(init, prefix, 'Argument 1').highWaterMark;
  }

  get highWaterMark() { return this.#highWaterMark; }

  get size() {
    this.#highWaterMark;
    return countSize;
  }
}

// https://streams.spec.whatwg.org/#validate-and-normalize-high-water-mark
function extractHighWaterMark(options, defaultMark) {
  const mark = options.highWaterMark;
  if (mark === undefined) return defaultMark;
  if (NumberIsNaN(mark) || mark < 0) throw new RangeError(`The high water mark must be a number that is not negative, but is ${mark}`);
  return mark;
}

// https://streams.spec.whatwg.org/#make-size-algorithm-from-size-function; null: each chunk counts 1
function extractSizeAlgorithm(options) {
  const { size } = options;
  if (size === undefined || size === countSize) return null;
  return (chunk) => converters['unrestricted double'](ReflectApply(size, undefined, [chunk]), 'The size of a chunk', 'The result');
}

Object.assign(streams, { strategy, extractHighWaterMark, extractSizeAlgorithm });
webidl.configureInterface(ByteLengthQueuingStrategy);
webidl.configureInterface(CountQueuingStrategy);
internals.expose('ByteLengthQueuingStrategy', ByteLengthQueuingStrategy);
internals.expose('CountQueuingStrategy', CountQueuingStrategy);
