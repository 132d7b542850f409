'use strict';
// https://urlpattern.spec.whatwg.org/#parsing-pattern-strings
const { NewList, SafeSet, StringPrototypeIndexOf, TypeError } = internals.primordials;
const { urlPattern } = internals;
const { tokenize } = urlPattern;

const fullWildcard = '.*';

// https://urlpattern.spec.whatwg.org/#part
class Part {
  type; // fixed-text, regexp, segment-wildcard or full-wildcard
  value;
  modifier; // '', '?', '*' or '+'
  name;
  prefix;
  suffix;

  constructor(type, value, modifier, name = '', prefix = '', suffix = '') {
    this.type = type;
    this.value = value;
    this.modifier = modifier;
    this.name = name;
    this.prefix = prefix;
    this.suffix = suffix;
  }
}
Object.freeze(Part.prototype);

// The text with a backslash before each of the characters.
function escapeThese(text, characters) {
  let result = '';
  for (let i = 0; i < text.length; i++) result += StringPrototypeIndexOf(characters, text[i]) >= 0 ? `\\${text[i]}` : text[i];
  return result;
}

const escapeRegexp = (text) => escapeThese(text, '.+*?^${}()[]|/\\');
const escapePattern = (text) => escapeThese(text, '+*?:{}()\\');
const segmentWildcard = (options) => `[^${escapeRegexp(options.delimiter)}]+?`;

class Parser {
  #tokens;
  #encode;
  #prefix;
  #segmentWildcard;
  #parts = NewList();
  #names = new SafeSet();
  #pending = ''; // fixed text
  #index = 0;
  #nextNumber = 0;

  constructor(input, options, encode) {
    this.#tokens = tokenize(input, true);
    this.#encode = encode;
    this.#prefix = options.prefix;
    this.#segmentWildcard = segmentWildcard(options);
  }

  run() {
    while (this.#index < this.#tokens.length) {
      const char = this.#take('char'), name = this.#take('name'), matcher = this.#takeMatcher(name);
      if (name !== null || matcher !== null) {
        let prefix = char === null ? '' : char.value;
        if (prefix !== this.#prefix) {
          this.#pending += prefix;
          prefix = '';
        }
        this.#flush();
        this.#add(prefix, name, matcher, '', this.#takeModifier());
        continue;
      }
      const fixed = char ?? this.#take('escaped-char');
      if (fixed !== null) this.#pending += fixed.value;
      else if (this.#take('open') !== null) this.#group();
      else this.#end();
    }
    return this.#parts;
  }

  #group() {
    const prefix = this.#takeText(), name = this.#take('name'), matcher = this.#takeMatcher(name), suffix = this.#takeText();
    this.#require('close');
    this.#add(prefix, name, matcher, suffix, this.#takeModifier());
  }

  #end() {
    this.#flush();
    this.#require('end');
  }

  // https://urlpattern.spec.whatwg.org/#try-to-consume-a-token
  #take(type) {
    const token = this.#tokens[this.#index];
    if (token.type !== type) return null;
    this.#index++;
    return token;
  }

  #takeMatcher(name) {
    return this.#take('regexp') ?? (name === null ? this.#take('asterisk') : null);
  }

  #takeModifier() {
    return (this.#take('other-modifier') ?? this.#take('asterisk'))?.value ?? '';
  }

  #takeText() {
    let text = '';
    for (;;) {
      const token = this.#take('char') ?? this.#take('escaped-char');
      if (token === null) return text;
      text += token.value;
    }
  }

  #require(type) {
    if (this.#take(type) !== null) return;
    const { value, index } = this.#tokens[this.#index];
    throw new TypeError(`Invalid pattern: '${value}' is not expected at index ${index}`);
  }

  // https://urlpattern.spec.whatwg.org/#maybe-add-a-part-from-the-pending-fixed-value
  #flush() {
    if (this.#pending === '') return;
    const value = this.#encode(this.#pending);
    this.#pending = '';
    this.#push(new Part('fixed-text', value, ''));
  }

  #push(part) {
    this.#parts[this.#parts.length] = part;
  }

  // https://urlpattern.spec.whatwg.org/#add-a-part
  #add(prefix, nameToken, matcher, suffix, modifier) {
    if (nameToken === null && matcher === null) {
      if (modifier === '') {
        this.#pending += prefix;
        return;
      }
      this.#flush();
      if (prefix !== '') this.#push(new Part('fixed-text', this.#encode(prefix), modifier));
      return;
    }
    this.#flush();
    const value = matcher === null ? this.#segmentWildcard : matcher.type === 'asterisk' ? fullWildcard : matcher.value;
    const name = nameToken === null ? `${this.#nextNumber++}` : nameToken.value;
    if (this.#names.has(name)) throw new TypeError(`Invalid pattern: the name '${name}' is used twice`);
    this.#names.add(name);
    const type = value === this.#segmentWildcard ? 'segment-wildcard' : value === fullWildcard ? 'full-wildcard' : 'regexp';
    this.#push(new Part(type, type === 'regexp' ? value : '', modifier, name, this.#encode(prefix), this.#encode(suffix)));
  }
}

Object.assign(urlPattern, {
  fullWildcard, escapeRegexp, escapePattern, segmentWildcard, parsePattern: (input, options, encode) => new Parser(input, options, encode).run(),
});
