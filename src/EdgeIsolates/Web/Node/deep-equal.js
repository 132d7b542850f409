'use strict';
// https://nodejs.org/api/assert.html#comparison-details, for node:assert and node:util
const {
  ArrayBufferIsView, ArrayIsArray, Error, MapPrototypeGet, MapPrototypeGetSize, MapPrototypeHas, NewList, NumberIsNaN, ObjectGetPrototypeOf, ObjectIs,
  ObjectKeys, ObjectPrototypePropertyIsEnumerable, ReflectOwnKeys, SetPrototypeGetSize, SetPrototypeHas,
} = internals.primordials;
const { native, node, bytes: { viewOf }, inspectParts: { classify, entriesOf } } = internals;

node.define('#deep-equal', () => {
  const isObject = (value) => typeof value === 'object' && value !== null;

  function sameBytes(one, other) {
    const left = viewOf(one), right = viewOf(other);
    if (left.length !== right.length) return false;
    for (let i = 0; i < left.length; i++) if (left[i] !== right[i]) return false;
    return true;
  }

  function sameNumbers(one, other, strict) {
    if (one.length !== other.length) return false;
    for (let i = 0; i < one.length; i++) {
      if (strict ? !ObjectIs(one[i], other[i]) : one[i] !== other[i] && !(NumberIsNaN(one[i]) && NumberIsNaN(other[i]))) return false;
    }
    return true;
  }

  const isIndex = (key) => typeof key === 'string' && `${key >>> 0}` === key;

  // Own enumerable keys; those that are indexes are compared elsewhere when asked.
  function keysOf(object, strict, withoutIndexes) {
    const all = strict ? ReflectOwnKeys(object) : ObjectKeys(object), keys = NewList();
    for (let i = 0; i < all.length; i++) {
      if (withoutIndexes && isIndex(all[i])) continue;
      if (ObjectPrototypePropertyIsEnumerable(object, all[i])) keys[keys.length] = all[i];
    }
    return keys;
  }

  class Comparison {
    #strict;
    #left = NewList(); // the pairs on the way down
    #right = NewList();

    constructor(strict) {
      this.#strict = strict;
    }

    equal(one, other) {
      if (one === other) return one !== 0 || !this.#strict || ObjectIs(one, other);
      if (!isObject(one) || !isObject(other)) {
        if (this.#strict) return NumberIsNaN(one) && NumberIsNaN(other);
        if (isObject(one) || isObject(other)) return false;
        return one == other || (NumberIsNaN(one) && NumberIsNaN(other));
      }
      if (this.#strict && ObjectGetPrototypeOf(one) !== ObjectGetPrototypeOf(other)) return false;
      for (let i = 0; i < this.#left.length; i++) if (this.#left[i] === one) return this.#right[i] === other;
      const depth = this.#left.length;
      this.#left[depth] = one;
      this.#right[depth] = other;
      const result = this.#equalObjects(one, other);
      this.#left.length = this.#right.length = depth;
      return result;
    }

    #equalObjects(one, other) {
      if (ArrayIsArray(one) !== ArrayIsArray(other)) return false;
      if (ArrayIsArray(one)) {
        if (one.length !== other.length) return false;
        for (let i = 0; i < one.length; i++) {
          if ((i in one) !== (i in other) && this.#strict) return false;
          if (!this.equal(one[i], other[i])) return false;
        }
        return this.#equalKeys(one, other, true);
      }
      if (native.isProxy(one) || native.isProxy(other)) return this.#equalKeys(one, other, false);
      const kind = classify(one), otherKind = classify(other);
      if (kind?.kind !== otherKind?.kind || kind?.name !== otherKind?.name) return false;
      if (kind !== undefined && !this.#equalKinds(one, other, kind, otherKind)) return false;
      const isError = one instanceof Error;
      if (isError !== other instanceof Error) return false;
      if (isError && (one.message !== other.message || one.name !== other.name || !this.equal(one.cause, other.cause))) return false;
      return this.#equalKeys(one, other, kind?.kind === 'list' || kind?.name === 'String');
    }

    #equalKinds(one, other, kind, otherKind) {
      switch (kind.kind) {
        case 'list': return ArrayBufferIsView(one) && (kind.name === 'Float32Array' || kind.name === 'Float64Array')
          ? sameNumbers(one, other, this.#strict) : sameBytes(one, other);
        case 'bytes': return sameBytes(one, other);
        case 'map': return this.#equalMaps(one, other);
        case 'set': return this.#equalSets(one, other);
        case 'text': return kind.text === otherKind.text && (kind.name !== 'RegExp' || one.lastIndex === other.lastIndex);
        case 'box': return ObjectIs(kind.primitive, otherKind.primitive);
        default: return false; // what cannot be looked into is equal to itself only
      }
    }

    #equalKeys(one, other, withoutIndexes) {
      const keys = keysOf(one, this.#strict, withoutIndexes), otherKeys = keysOf(other, this.#strict, withoutIndexes);
      if (keys.length !== otherKeys.length) return false;
      for (let i = 0; i < keys.length; i++) if (!ObjectPrototypePropertyIsEnumerable(other, keys[i])) return false;
      for (let i = 0; i < keys.length; i++) if (!this.equal(one[keys[i]], other[keys[i]])) return false;
      return true;
    }

    #equalMaps(one, other) {
      if (MapPrototypeGetSize(one) !== MapPrototypeGetSize(other)) return false;
      const entries = entriesOf(one, true, Infinity), others = entriesOf(other, true, Infinity), taken = NewList();
      return this.#match(entries, others, taken, (entry) => MapPrototypeHas(other, entry[0]) && this.equal(entry[1], MapPrototypeGet(other, entry[0])),
        (entry, candidate) => this.equal(entry[0], candidate[0]) && this.equal(entry[1], candidate[1]), (entry) => isObject(entry[0]));
    }

    #equalSets(one, other) {
      if (SetPrototypeGetSize(one) !== SetPrototypeGetSize(other)) return false;
      return this.#match(entriesOf(one, false, Infinity), entriesOf(other, false, Infinity), NewList(), (value) => SetPrototypeHas(other, value),
        (value, candidate) => this.equal(value, candidate), isObject);
    }

    // Each entry has a partner: the same key, or, for objects and loose comparison, one that is equal and not yet taken.
    #match(entries, others, taken, isSame, isEqual, isComposite) {
      for (let i = 0; i < entries.length; i++) {
        if (isSame(entries[i])) continue;
        if (this.#strict && !isComposite(entries[i])) return false;
        let found = false;
        for (let j = 0; j < others.length && !found; j++) {
          found = taken[j] !== true && isEqual(entries[i], others[j]);
          if (found) taken[j] = true;
        }
        if (!found) return false;
      }
      return true;
    }
  }

  return (one, other, strict) => new Comparison(strict).equal(one, other);
});
