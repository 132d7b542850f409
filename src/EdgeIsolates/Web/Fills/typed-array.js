'use strict';
// https://tc39.es/ecma262/#sec-properties-of-the-%typedarrayprototype%-object: the methods that change a copy
const {
  BigInt, BigInt64Array, BigUint64Array, Float32Array, Float64Array, Int16Array, Int32Array, Int8Array, RangeError, TypeError, TypedArray,
  TypedArrayPrototypeGetLength, TypedArrayPrototypeGetSymbolToStringTag, TypedArrayPrototypeReverse, TypedArrayPrototypeSort, Uint16Array,
  Uint32Array, Uint8Array, Uint8ClampedArray,
} = internals.primordials;
const { fill, toIntegerOrInfinity } = internals;

const constructors = {
  __proto__: null,
  BigInt64Array, BigUint64Array, Float32Array, Float64Array, Int16Array, Int32Array, Int8Array, Uint16Array, Uint32Array, Uint8Array,
  Uint8ClampedArray,
};

// https://tc39.es/ecma262/#typedarray-create-same-type, filled with the same elements
function copyOf(array) {
  const name = TypedArrayPrototypeGetSymbolToStringTag(array);
  if (name === undefined) throw new TypeError('this is not a typed array');
  return new constructors[name](array);
}

fill(TypedArray.prototype, {
  toReversed() { return TypedArrayPrototypeReverse(copyOf(this)); },

  toSorted(comparefn) {
    if (comparefn !== undefined && typeof comparefn !== 'function') throw new TypeError('The comparison function must be a function or undefined');
    return TypedArrayPrototypeSort(copyOf(this), comparefn);
  },

  with(index, value) {
    const name = TypedArrayPrototypeGetSymbolToStringTag(this);
    if (name === undefined) throw new TypeError('this is not a typed array');
    const length = TypedArrayPrototypeGetLength(this);
    const relative = toIntegerOrInfinity(index), actual = relative < 0 ? length + relative : relative;
    const number = name === 'BigInt64Array' || name === 'BigUint64Array' ? BigInt(value) : +value;
    if (actual < 0 || actual >= TypedArrayPrototypeGetLength(this)) throw new RangeError('Invalid typed array index');
    const result = copyOf(this);
    result[actual] = number;
    return result;
  },
});
