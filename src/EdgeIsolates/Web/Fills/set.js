'use strict';
// https://tc39.es/ecma262/#sec-set-objects: the methods that take another set-like object
const {
  MathTrunc, RangeError, ReflectApply, Set, SetIteratorPrototypeNext, SetPrototypeAdd, SetPrototypeDelete, SetPrototypeForEach, SetPrototypeGetSize,
  SetPrototypeHas, SetPrototypeValues, TypeError,
} = internals.primordials;
const { fill, webidl } = internals;

// https://tc39.es/ecma262/#sec-getsetrecord
function recordOf(other) {
  if (!webidl.isObject(other)) throw new TypeError('The argument is not an object');
  const number = +other.size;
  if (number !== number) throw new TypeError("The 'size' of the argument is not a number");
  const size = MathTrunc(number);
  if (size < 0) throw new RangeError("The 'size' of the argument is negative");
  const { has, keys } = other;
  if (typeof has !== 'function') throw new TypeError("The 'has' of the argument is not a function");
  if (typeof keys !== 'function') throw new TypeError("The 'keys' of the argument is not a function");
  return { __proto__: null, other, size, has: (value) => !!ReflectApply(has, other, [value]), keys };
}

// Calls `visit` for each key of the other; false from it stops and closes the iterator.
function eachKey(record, visit) {
  const iterator = ReflectApply(record.keys, record.other, []);
  if (!webidl.isObject(iterator)) throw new TypeError("The 'keys' of the argument gave no iterator");
  const { next } = iterator;
  for (;;) {
    const step = ReflectApply(next, iterator, []);
    if (!webidl.isObject(step)) throw new TypeError('An iterator result is not an object');
    if (step.done) return;
    if (visit(step.value) !== false) continue;
    const close = iterator.return;
    if (close !== undefined && close !== null) ReflectApply(close, iterator, []);
    return;
  }
}

// Walks this set; what is added or deleted meanwhile counts, as the standard has it. False from `visit` stops.
function eachOwn(set, visit) {
  const iterator = SetPrototypeValues(set);
  for (let step = SetIteratorPrototypeNext(iterator); !step.done; step = SetIteratorPrototypeNext(iterator)) {
    if (visit(step.value) === false) return;
  }
}

function copyOf(set) {
  const copy = new Set();
  SetPrototypeForEach(set, (value) => { SetPrototypeAdd(copy, value); });
  return copy;
}

fill(Set.prototype, {
  union(other) {
    SetPrototypeGetSize(this);
    const record = recordOf(other);
    const result = copyOf(this);
    eachKey(record, (key) => { SetPrototypeAdd(result, key); });
    return result;
  },

  intersection(other) {
    const size = SetPrototypeGetSize(this), record = recordOf(other), result = new Set();
    if (size <= record.size) eachOwn(this, (value) => { if (record.has(value)) SetPrototypeAdd(result, value); });
    else eachKey(record, (key) => { if (SetPrototypeHas(this, key)) SetPrototypeAdd(result, key); });
    return result;
  },

  difference(other) {
    const size = SetPrototypeGetSize(this), record = recordOf(other);
    const result = copyOf(this);
    if (size <= record.size) eachOwn(this, (value) => { if (record.has(value)) SetPrototypeDelete(result, value); });
    else eachKey(record, (key) => { SetPrototypeDelete(result, key); });
    return result;
  },

  symmetricDifference(other) {
    SetPrototypeGetSize(this);
    const record = recordOf(other);
    const result = copyOf(this);
    eachKey(record, (key) => {
      if (SetPrototypeHas(this, key)) SetPrototypeDelete(result, key);
      else SetPrototypeAdd(result, key);
    });
    return result;
  },

  isSubsetOf(other) {
    const size = SetPrototypeGetSize(this), record = recordOf(other);
    if (size > record.size) return false;
    let result = true;
    eachOwn(this, (value) => (result = record.has(value)));
    return result;
  },

  isSupersetOf(other) {
    const size = SetPrototypeGetSize(this), record = recordOf(other);
    if (size < record.size) return false;
    let result = true;
    eachKey(record, (key) => (result = SetPrototypeHas(this, key)));
    return result;
  },

  isDisjointFrom(other) {
    const size = SetPrototypeGetSize(this), record = recordOf(other);
    let result = true;
    if (size <= record.size) eachOwn(this, (value) => (result = !record.has(value)));
    else eachKey(record, (key) => (result = !SetPrototypeHas(this, key)));
    return result;
  },
});
