'use strict';
// https://urlpattern.spec.whatwg.org/#constructor-string-parsing
//
// Walks over the tokens of a whole pattern and cuts it into components, by the characters that divide a URL where they stand outside of groups.
const { StringPrototypeSlice } = internals.primordials;
const { urlPattern } = internals;
const { tokenize, compileProtocol } = urlPattern;

const rank = {
  __proto__: null, init: 0, protocol: 1, authority: 2, username: 3, password: 4, hostname: 5, port: 6, pathname: 7, search: 8, hash: 9, done: 10,
};

class ConstructorString {
  result = { __proto__: null };
  #input;
  #tokens;
  #componentStart = 0;
  #index = 0;
  #increment = 1;
  #groupDepth = 0;
  #bracketDepth = 0;
  #isSpecial = false;
  #state = 'init';

  constructor(input) {
    this.#input = input;
    this.#tokens = tokenize(input, false);
  }

  run() {
    for (; this.#index < this.#tokens.length; this.#index += this.#increment) {
      this.#increment = 1;
      const { type } = this.#tokens[this.#index];
      if (type === 'end') {
        if (!this.#takeEnd()) break;
      } else if (type === 'open') {
        this.#groupDepth++;
      } else if (this.#groupDepth > 0) {
        if (type === 'close') this.#groupDepth--;
      } else {
        ConstructorString.#steps[this.#state](this);
      }
    }
    if (this.result.hostname !== undefined && this.result.port === undefined) this.result.port = '';
    return this.result;
  }

  // False when the parser is done.
  #takeEnd() {
    if (this.#state === 'init') {
      this.#rewind();
      if (this.#isAt('#')) this.#change('hash', 1);
      else if (this.#isSearchPrefix()) this.#change('search', 1);
      else this.#change('pathname', 0);
      return true;
    }
    if (this.#state === 'authority') {
      this.#rewindTo('hostname');
      return true;
    }
    this.#change('done', 0);
    return false;
  }

  static #steps = {
    __proto__: null,
    init: (p) => { if (p.#isAt(':')) p.#rewindTo('protocol'); },
    protocol: (p) => { if (p.#isAt(':')) p.#endProtocol(); },
    authority: (p) => {
      if (p.#isAt('@')) p.#rewindTo('username');
      else if (p.#isAt('/') || p.#isSearchPrefix() || p.#isAt('#')) p.#rewindTo('hostname');
    },
    username: (p) => {
      if (p.#isAt(':')) p.#change('password', 1);
      else if (p.#isAt('@')) p.#change('hostname', 1);
    },
    password: (p) => { if (p.#isAt('@')) p.#change('hostname', 1); },
    hostname: (p) => {
      if (p.#isAt('[')) p.#bracketDepth++;
      else if (p.#isAt(']')) p.#bracketDepth--;
      else if (p.#isAt(':') && p.#bracketDepth === 0) p.#change('port', 1);
      else p.#startPath();
    },
    port: (p) => p.#startPath(),
    pathname: (p) => p.#startSearch(),
    search: (p) => { if (p.#isAt('#')) p.#change('hash', 1); },
    hash: () => {},
  };

  #startPath() {
    if (this.#isAt('/')) this.#change('pathname', 0);
    else this.#startSearch();
  }

  #startSearch() {
    if (this.#isSearchPrefix()) this.#change('search', 1);
    else if (this.#isAt('#')) this.#change('hash', 1);
  }

  #endProtocol() {
    this.#isSpecial = compileProtocol(this.#componentText()).matchesSpecialScheme;
    if (this.#isAt('/', 1) && this.#isAt('/', 2)) this.#change('authority', 3);
    else this.#change(this.#isSpecial ? 'authority' : 'pathname', 1);
  }

  // https://urlpattern.spec.whatwg.org/#change-state
  #change(state, skip) {
    const { result } = this, from = rank[this.#state], to = rank[state];
    if (this.#state !== 'init' && this.#state !== 'authority') result[this.#state] = this.#componentText();
    if (from > rank.init && to < rank.done) {
      if (from < rank.hostname && to > rank.hostname) result.hostname ??= '';
      if (from < rank.pathname && to > rank.pathname) result.pathname ??= this.#isSpecial ? '/' : '';
      if (from < rank.search && to > rank.search) result.search ??= '';
    }
    this.#state = state;
    this.#index += skip;
    this.#componentStart = this.#index;
    this.#increment = 0;
  }

  #rewind() {
    this.#index = this.#componentStart;
    this.#increment = 0;
  }

  #rewindTo(state) {
    this.#rewind();
    this.#state = state;
  }

  #tokenAt(index) { return this.#tokens[index < this.#tokens.length ? index : this.#tokens.length - 1]; }

  // https://urlpattern.spec.whatwg.org/#is-a-non-special-pattern-char
  #isAt(character, offset = 0) {
    const { type, value } = this.#tokenAt(this.#index + offset);
    return value === character && (type === 'char' || type === 'escaped-char' || type === 'invalid-char');
  }

  // https://urlpattern.spec.whatwg.org/#is-a-search-prefix
  #isSearchPrefix() {
    if (this.#isAt('?')) return true;
    if (this.#tokens[this.#index].value !== '?') return false;
    if (this.#index === 0) return true;
    const { type } = this.#tokenAt(this.#index - 1);
    return type !== 'name' && type !== 'regexp' && type !== 'close' && type !== 'asterisk';
  }

  #componentText() {
    return StringPrototypeSlice(this.#input, this.#tokenAt(this.#componentStart).index, this.#tokens[this.#index].index);
  }
}

urlPattern.parseConstructorString = (input) => new ConstructorString(input).run();
