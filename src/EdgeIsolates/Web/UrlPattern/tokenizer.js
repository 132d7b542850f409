'use strict';
// https://urlpattern.spec.whatwg.org/#tokenizers
const { NewList, RegExpPrototypeExec, StringFromCodePoint, StringPrototypeCodePointAt, StringPrototypeSlice, TypeError } = internals.primordials;

const nameStart = /^[$_\p{ID_Start}]$/u;
const namePart = /^[$\u200c\u200d\p{ID_Continue}]$/u;

// https://urlpattern.spec.whatwg.org/#is-a-valid-name-code-point
function isNameCodePoint(code, first) {
  if (code < 0x80) {
    return (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a) || code === 0x24 || code === 0x5f || (!first && code >= 0x30 && code <= 0x39);
  }
  return RegExpPrototypeExec(first ? nameStart : namePart, StringFromCodePoint(code)) !== null;
}

const types = {
  __proto__: null, '*': 'asterisk', '+': 'other-modifier', '?': 'other-modifier', '{': 'open', '}': 'close',
};

class Tokenizer {
  #input;
  #strict;
  #list = NewList();
  #index = 0;

  constructor(input, strict) {
    this.#input = input;
    this.#strict = strict;
  }

  run() {
    const input = this.#input, { length } = input;
    while (this.#index < length) {
      const character = input[this.#index], type = types[character];
      if (type !== undefined) this.#add(type, this.#index + 1, this.#index, this.#index + 1);
      else if (character === '\\') this.#escaped();
      else if (character === ':') this.#name();
      else if (character === '(') this.#regexp();
      else this.#add('char', this.#after(this.#index), this.#index, this.#after(this.#index));
    }
    this.#add('end', length, length, length);
    return this.#list;
  }

  // The position after the code point at one.
  #after(position) {
    return position + (StringPrototypeCodePointAt(this.#input, position) > 0xffff ? 2 : 1);
  }

  // A token from the index up to `next`, whose value is from start to end.
  #add(type, next, start, end) {
    this.#list[this.#list.length] = { __proto__: null, type, index: this.#index, value: StringPrototypeSlice(this.#input, start, end) };
    this.#index = next;
  }

  // https://urlpattern.spec.whatwg.org/#process-a-tokenizing-error
  #error(next, start, what) {
    if (this.#strict) throw new TypeError(`Invalid pattern '${this.#input}': ${what} at index ${this.#index}`);
    this.#add('invalid-char', next, start, next);
  }

  #escaped() {
    const start = this.#index + 1;
    if (start === this.#input.length) this.#error(start, this.#index, 'a backslash escapes nothing');
    else this.#add('escaped-char', this.#after(start), start, this.#after(start));
  }

  #name() {
    const input = this.#input, start = this.#index + 1;
    let end = start;
    while (end < input.length && isNameCodePoint(StringPrototypeCodePointAt(input, end), end === start)) end = this.#after(end);
    if (end === start) this.#error(start, this.#index, 'a name is missing');
    else this.#add('name', end, start, end);
  }

  #regexp() {
    const start = this.#index + 1, end = this.#endOfRegexp(start);
    if (end < 0) this.#error(start, this.#index, 'an invalid regular expression');
    else this.#add('regexp', end + 1, start, end);
  }

  // Where the closing parenthesis is; -1 when there is no valid group.
  #endOfRegexp(start) {
    const input = this.#input;
    let depth = 1;
    if (input[start] === '?' || input[start] === ')') return -1;
    for (let at = start; at < input.length; at++) {
      if (input[at] > '\u007f') return -1;
      if (input[at] === '\\') {
        at++;
        if (at === input.length || input[at] > '\u007f') return -1;
      } else if (input[at] === ')') {
        if (--depth === 0) return at;
      } else if (input[at] === '(') {
        depth++;
        if (input[at + 1] !== '?') return -1;
      }
    }
    return -1;
  }
}

internals.urlPattern = { __proto__: null, isNameCodePoint, tokenize: (input, strict) => new Tokenizer(input, strict).run() };
