'use strict';
// https://fetch.spec.whatwg.org/#headers-class
// Guards: forbidden header names are a browser's concern and not enforced; 'immutable' and 'request-no-cors' are.
const { Symbol, SymbolIterator, TypeError, RegExpPrototypeExec, StringPrototypeSplit } = internals.primordials;
const { webidl, http } = internals;
const { converters, requiredArguments, isObject, failure } = webidl;
const { HeaderList, isName, isValue, lower, normalize } = http;

const token = Symbol('Headers');
const pair = webidl.sequence(converters.ByteString);
const record = webidl.record(converters.ByteString, converters.ByteString);

// https://fetch.spec.whatwg.org/#headers-validate
function validate(name, value, guard, prefix) {
  if (!isName(name)) throw new TypeError(`${prefix}: Invalid header name '${name}'`);
  if (!isValue(value)) throw new TypeError(`${prefix}: Invalid value of header '${name}'`);
  if (guard === 'immutable') throw new TypeError(`${prefix}: These headers are immutable; copy them with new Headers(headers) to change them`);
}

function append(list, name, value, guard, prefix) {
  value = normalize(value);
  validate(name, value, guard, prefix);
  name = lower(name);
  if (guard === 'request-no-cors') {
    const before = list.get(name);
    if (!http.isNoCorsSafelisted(name, before === null ? value : `${before}, ${value}`)) return;
  }
  list.append(name, value);
}

// https://fetch.spec.whatwg.org/#concept-headers-fill
function fill(list, init, guard, prefix) {
  if (!isObject(init)) throw failure(prefix, 'The headers', 'are neither an iterable of pairs nor a record');
  const method = init[SymbolIterator];
  if (method === undefined || method === null) {
    const flat = record(init, prefix, 'The headers');
    for (let i = 0; i < flat.length; i += 2) append(list, flat[i], flat[i + 1], guard, prefix);
  } else if (method === headersIterator && isHeaders(init)) {
    const { sorted } = listOf(init);
    for (let i = 0; i < sorted.length; i += 2) append(list, sorted[i], sorted[i + 1], guard, prefix);
  } else {
    const pairs = webidl.sequenceFrom(init, method, pair, prefix, 'The headers');
    for (let i = 0; i < pairs.length; i++) {
      if (pairs[i].length !== 2) throw new TypeError(`${prefix}: Each header must be a pair [name, value]`);
    }
    for (let i = 0; i < pairs.length; i++) append(list, pairs[i][0], pairs[i][1], guard, prefix);
  }
}

let isHeaders, listOf;

class Headers {
  #list;
  #guard = 'none';

  constructor(init = undefined) {
    if (init === token) return;
    this.#list = new HeaderList([]);
    if (init !== undefined) fill(this.#list, init, 'none', "Failed to construct 'Headers'");
  }

  static {
    isHeaders = (value) => isObject(value) && #list in value;
    listOf = (headers) => headers.#list;
    http.headersOf = (list, guard) => {
      const headers = new Headers(token);
      headers.#list = list;
      headers.#guard = guard;
      return headers;
    };
  }

  append(name, value) {
    this.#list;
    const prefix = "Failed to execute 'append' on 'Headers'";
    requiredArguments(arguments.length, 2, prefix);
    name = converters.ByteString(name, prefix, 'Argument 1');
    value = converters.ByteString(value, prefix, 'Argument 2');
    append(this.#list, name, value, this.#guard, prefix);
  }

  delete(name) {
    this.#list;
    const prefix = "Failed to execute 'delete' on 'Headers'";
    requiredArguments(arguments.length, 1, prefix);
    name = converters.ByteString(name, prefix, 'Argument 1');
    validate(name, '', this.#guard, prefix);
    name = lower(name);
    if (this.#guard === 'request-no-cors' && !http.isNoCorsName(name)) return;
    if (this.#list.has(name)) this.#list.delete(name);
  }

  get(name) {
    this.#list;
    const prefix = "Failed to execute 'get' on 'Headers'";
    requiredArguments(arguments.length, 1, prefix);
    return this.#list.get(this.#nameOf(name, prefix));
  }

  getSetCookie() {
    return this.#list.getAll('set-cookie');
  }

  has(name) {
    this.#list;
    const prefix = "Failed to execute 'has' on 'Headers'";
    requiredArguments(arguments.length, 1, prefix);
    return this.#list.has(this.#nameOf(name, prefix));
  }

  set(name, value) {
    this.#list;
    const prefix = "Failed to execute 'set' on 'Headers'";
    requiredArguments(arguments.length, 2, prefix);
    name = converters.ByteString(name, prefix, 'Argument 1');
    value = normalize(converters.ByteString(value, prefix, 'Argument 2'));
    validate(name, value, this.#guard, prefix);
    name = lower(name);
    if (this.#guard === 'request-no-cors' && !http.isNoCorsSafelisted(name, value)) return;
    this.#list.set(name, value);
  }

  #nameOf(name, prefix) {
    name = converters.ByteString(name, prefix, 'Argument 1');
    if (!isName(name)) throw new TypeError(`${prefix}: Invalid header name '${name}'`);
    return lower(name);
  }
}

const noCorsValue = /^[^"():<>?@[\\\]{}\u0000-\u0008\u000a-\u001f\u007f]*$/;
const languageValue = /^[0-9A-Za-z *,\-.;=]*$/;
const simpleTypes = { __proto__: null, 'application/x-www-form-urlencoded': 1, 'multipart/form-data': 1, 'text/plain': 1 };

// https://fetch.spec.whatwg.org/#no-cors-safelisted-request-header-name
http.isNoCorsName = (name) => name === 'accept' || name === 'accept-language' || name === 'content-language' || name === 'content-type';

// https://fetch.spec.whatwg.org/#no-cors-safelisted-request-header
http.isNoCorsSafelisted = (name, value) => {
  if (value.length > 128) return false;
  if (name === 'accept') return RegExpPrototypeExec(noCorsValue, value) !== null;
  if (name === 'accept-language' || name === 'content-language') return RegExpPrototypeExec(languageValue, value) !== null;
  if (name !== 'content-type' || RegExpPrototypeExec(noCorsValue, value) === null) return false;
  return simpleTypes[lower(normalize(StringPrototypeSplit(value, ';', 1)[0]))] !== undefined;
};

webidl.configureInterface(Headers);
webidl.definePairIterable(Headers, 'Headers', (headers) => listOf(headers).sorted);
const headersIterator = Headers.prototype[SymbolIterator];
internals.expose('Headers', Headers);

http.isHeaders = isHeaders;
http.fillHeaders = fill;
http.listOf = listOf;
