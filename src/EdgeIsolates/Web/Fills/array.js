'use strict';
// https://tc39.es/ecma262/#sec-properties-of-the-array-prototype-object: the methods that change a copy
const {
  Array, ArrayPrototypeSort, MathMax, MathMin, MathTrunc, Object, ObjectDefineProperty, RangeError, SymbolUnscopables, TypeError,
} = internals.primordials;
const { fill, toIntegerOrInfinity } = internals;

// https://tc39.es/ecma262/#sec-lengthofarraylike
function lengthOf(object) {
  const number = +object.length;
  if (!(number > 0)) return 0;
  return MathMin(MathTrunc(number), 2 ** 53 - 1);
}

// https://tc39.es/ecma262/#sec-arraycreate
function create(length) {
  if (length > 2 ** 32 - 1) throw new RangeError('Invalid array length');
  return new Array(length);
}

function toObject(value) {
  if (value === undefined || value === null) throw new TypeError('Array.prototype method called on null or undefined');
  return Object(value);
}

fill(Array.prototype, {
  // https://tc39.es/ecma262/#sec-array.prototype.toreversed
  toReversed() {
    const object = toObject(this), length = lengthOf(object), result = create(length);
    for (let i = 0; i < length; i++) result[i] = object[length - i - 1];
    return result;
  },

  // https://tc39.es/ecma262/#sec-array.prototype.tosorted
  toSorted(comparefn) {
    if (comparefn !== undefined && typeof comparefn !== 'function') throw new TypeError('The comparison function must be a function or undefined');
    const object = toObject(this), length = lengthOf(object), result = create(length);
    for (let i = 0; i < length; i++) result[i] = object[i];
    return ArrayPrototypeSort(result, comparefn);
  },

  // https://tc39.es/ecma262/#sec-array.prototype.tospliced
  toSpliced(start, skipCount, ...items) {
    const object = toObject(this), length = lengthOf(object);
    const relative = toIntegerOrInfinity(start);
    const from = relative < 0 ? MathMax(length + relative, 0) : MathMin(relative, length);
    const skipped = arguments.length === 0 ? 0 : arguments.length === 1 ? length - from : MathMin(MathMax(toIntegerOrInfinity(skipCount), 0), length - from);
    const newLength = length + items.length - skipped;
    if (newLength > 2 ** 53 - 1) throw new TypeError('Invalid array length');
    const result = create(newLength);
    let at = 0;
    for (; at < from; at++) result[at] = object[at];
    for (let i = 0; i < items.length; i++) result[at++] = items[i];
    for (let i = from + skipped; i < length; i++) result[at++] = object[i];
    return result;
  },

  // https://tc39.es/ecma262/#sec-array.prototype.with
  with(index, value) {
    const object = toObject(this), length = lengthOf(object);
    const relative = toIntegerOrInfinity(index), actual = relative < 0 ? length + relative : relative;
    if (actual >= length || actual < 0) throw new RangeError('Invalid index');
    const result = create(length);
    for (let i = 0; i < length; i++) result[i] = i === actual ? value : object[i];
    return result;
  },
});

const unscopables = Array.prototype[SymbolUnscopables];
for (const name of ['toReversed', 'toSorted', 'toSpliced']) {
  ObjectDefineProperty(unscopables, name, { __proto__: null, value: true, writable: true, enumerable: true, configurable: true });
}
ObjectDefineProperty(Array.prototype.toSpliced, 'length', { __proto__: null, value: 2, configurable: true });

internals.lengthOfArrayLike = lengthOf;
