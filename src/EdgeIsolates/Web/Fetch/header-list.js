'use strict';
// https://fetch.spec.whatwg.org/#concept-header-list
//
// A flat list [name, value, name, value…] with names in lower case. The list of an incoming request starts as the
// host's text ("name\nvalue\nname\nvalue") and is cut into pairs when somebody first looks.
const {
  ArrayPrototypeSort, StringPrototypeSlice, StringPrototypeSplit, StringPrototypeToLowerCase, NewList, StringPrototypeIndexOf,
} = internals.primordials;
const { characters: { asciiSet, endOf } } = internals;

const token = asciiSet(/[!#$%&'*+\-.^_`|~0-9A-Za-z]/);

// https://fetch.spec.whatwg.org/#header-name
const isName = (name) => name !== '' && endOf(token, name, 0) === name.length;

// https://fetch.spec.whatwg.org/#header-value, of a normalized value
const isValue = (value) =>
  StringPrototypeIndexOf(value, '\0') < 0 && StringPrototypeIndexOf(value, '\n') < 0 && StringPrototypeIndexOf(value, '\r') < 0;

function lower(name) {
  for (let i = 0; i < name.length; i++) if (name[i] >= 'A' && name[i] <= 'Z') return StringPrototypeToLowerCase(name);
  return name;
}

const isSpace = (character) => character === ' ' || character === '\t' || character === '\n' || character === '\r';

// https://fetch.spec.whatwg.org/#concept-header-value-normalize
function normalize(value) {
  let start = 0, end = value.length;
  if (end === 0 || (!isSpace(value[0]) && !isSpace(value[end - 1]))) return value;
  while (start < end && isSpace(value[start])) start++;
  while (end > start && isSpace(value[end - 1])) end--;
  return StringPrototypeSlice(value, start, end);
}

class HeaderList {
  #pairs;
  #text; // not yet cut up, or null
  #sorted = null;

  // The list given is a new one, or null when there is text.
  constructor(pairs, text = null) {
    this.#pairs = pairs === null ? null : NewList(pairs);
    this.#text = text;
  }

  // In order of arrival.
  get pairs() {
    if (this.#text === null) return this.#pairs;
    const pairs = NewList(this.#text === '' ? [] : StringPrototypeSplit(this.#text, '\n'));
    for (let i = 0; i < pairs.length; i += 2) pairs[i] = lower(pairs[i]);
    this.#text = null;
    this.#pairs = pairs;
    return pairs;
  }

  copy() {
    return this.#text === null ? new HeaderList(copyPairs(this.#pairs)) : new HeaderList(null, this.#text);
  }

  // https://fetch.spec.whatwg.org/#concept-header-list-get; names are given in lower case from here on
  get(name) {
    const { pairs } = this;
    let value = null;
    for (let i = 0; i < pairs.length; i += 2) {
      if (pairs[i] === name) value = value === null ? pairs[i + 1] : `${value}, ${pairs[i + 1]}`;
    }
    return value;
  }

  getAll(name) {
    const { pairs } = this, values = [];
    for (let i = 0; i < pairs.length; i += 2) if (pairs[i] === name) values[values.length] = pairs[i + 1];
    return values;
  }

  has(name) {
    const { pairs } = this;
    for (let i = 0; i < pairs.length; i += 2) if (pairs[i] === name) return true;
    return false;
  }

  append(name, value) {
    const { pairs } = this, end = pairs.length;
    pairs[end] = name;
    pairs[end + 1] = value;
    this.#sorted = null;
  }

  delete(name) {
    this.#removeFrom(0, name);
  }

  set(name, value) {
    const { pairs } = this;
    for (let i = 0; i < pairs.length; i += 2) {
      if (pairs[i] !== name) continue;
      pairs[i + 1] = value;
      this.#removeFrom(i + 2, name);
      return;
    }
    this.append(name, value);
  }

  #removeFrom(start, name) {
    const { pairs } = this;
    let end = start;
    for (let i = start; i < pairs.length; i += 2) {
      if (pairs[i] === name) continue;
      pairs[end] = pairs[i];
      pairs[end + 1] = pairs[i + 1];
      end += 2;
    }
    pairs.length = end;
    this.#sorted = null;
  }

  // https://fetch.spec.whatwg.org/#concept-header-list-sort-and-combine
  get sorted() {
    if (this.#sorted !== null) return this.#sorted;
    const { pairs } = this, names = NewList();
    for (let i = 0; i < pairs.length; i += 2) names[i / 2] = pairs[i];
    ArrayPrototypeSort(names);
    const sorted = NewList();
    for (let i = 0; i < names.length; i++) {
      if (i > 0 && names[i] === names[i - 1]) continue;
      const values = names[i] === 'set-cookie' ? this.getAll(names[i]) : [this.get(names[i])];
      for (let j = 0; j < values.length; j++) {
        const end = sorted.length;
        sorted[end] = names[i];
        sorted[end + 1] = values[j];
      }
    }
    this.#sorted = sorted;
    return sorted;
  }

  // The host's text again.
  toText() {
    if (this.#text !== null) return this.#text;
    const pairs = this.#pairs;
    if (pairs.length === 0) return '';
    let text = `${pairs[0]}\n${pairs[1]}`;
    for (let i = 2; i < pairs.length; i += 2) text += `\n${pairs[i]}\n${pairs[i + 1]}`;
    return text;
  }
}

function copyPairs(pairs) {
  const copy = NewList();
  for (let i = 0; i < pairs.length; i++) copy[i] = pairs[i];
  return copy;
}

internals.http = { __proto__: null, HeaderList, isName, isValue, lower, normalize };
Object.freeze(HeaderList.prototype);
