'use strict';
// https://url.spec.whatwg.org/#url-class
const { StringPrototypeSlice, TypeError } = internals.primordials;
const { webidl, percent, url } = internals;
const { converters, requiredArguments } = webidl;
const { states, parse, parseInto, serialize } = url;

const cannotHaveCredentialsOrPort = (record) => record.host === null || record.host === '' || record.scheme === 'file';

// https://url.spec.whatwg.org/#api-url-parser; null is failure
function parseWithBase(input, base) {
  if (base === undefined) return parse(input, null);
  const baseRecord = parse(base, null);
  return baseRecord === null ? null : parse(input, baseRecord);
}

class URL {
  #record;
  #href = null; // the serialization, until something changes
  #searchParams = null;

  constructor(url, base = undefined) {
    const prefix = "Failed to construct 'URL'";
    if (url === fromRecord) {
      this.#record = base;
      return;
    }
    requiredArguments(arguments.length, 1, prefix);
    url = converters.DOMString(url, prefix, 'Argument 1');
    if (base !== undefined) base = converters.DOMString(base, prefix, 'Argument 2');
    const record = parseWithBase(url, base);
    if (record === null) throw new TypeError(base === undefined ? `Invalid URL: '${url}'` : `Invalid URL: '${url}' with base '${base}'`);
    this.#record = record;
  }

  static parse(url, base = undefined) {
    const prefix = "Failed to execute 'parse' on 'URL'";
    requiredArguments(arguments.length, 1, prefix);
    url = converters.DOMString(url, prefix, 'Argument 1');
    if (base !== undefined) base = converters.DOMString(base, prefix, 'Argument 2');
    const record = parseWithBase(url, base);
    return record === null ? null : new URL(fromRecord, record);
  }

  static canParse(url, base = undefined) {
    const prefix = "Failed to execute 'canParse' on 'URL'";
    requiredArguments(arguments.length, 1, prefix);
    url = converters.DOMString(url, prefix, 'Argument 1');
    if (base !== undefined) base = converters.DOMString(base, prefix, 'Argument 2');
    return parseWithBase(url, base) !== null;
  }

  static {
    internals.url.isURL = (value) => webidl.isObject(value) && #record in value;
    internals.url.hrefOf = (object) => object.#href ??= serialize(object.#record);
  }

  get href() { return this.#href ??= serialize(this.#record); }
  set href(value) {
    this.#record;
    const prefix = "Failed to set the 'href' property on 'URL'";
    value = converters.USVString(value, prefix, 'The value');
    const record = parse(value, null);
    if (record === null) throw new TypeError(`${prefix}: Invalid URL: '${value}'`);
    this.#record = record;
    this.#href = null;
    this.#resetSearchParams();
  }

  get origin() { return url.origin(this.#record); }

  get protocol() { return `${this.#record.scheme}:`; }
  set protocol(value) {
    this.#parseInto(`${converters.USVString(value, "Failed to set the 'protocol' property on 'URL'", 'The value')}:`, states.schemeStart);
  }

  get username() { return this.#record.username; }
  set username(value) {
    const record = this.#record;
    value = converters.USVString(value, "Failed to set the 'username' property on 'URL'", 'The value');
    if (cannotHaveCredentialsOrPort(record)) return;
    record.username = percent.encode(value, percent.userinfo);
    this.#href = null;
  }

  get password() { return this.#record.password; }
  set password(value) {
    const record = this.#record;
    value = converters.USVString(value, "Failed to set the 'password' property on 'URL'", 'The value');
    if (cannotHaveCredentialsOrPort(record)) return;
    record.password = percent.encode(value, percent.userinfo);
    this.#href = null;
  }

  get host() {
    const { host, port } = this.#record;
    if (host === null) return '';
    return port === null ? host : `${host}:${port}`;
  }
  set host(value) {
    const { opaque } = this.#record;
    value = converters.USVString(value, "Failed to set the 'host' property on 'URL'", 'The value');
    if (!opaque) this.#parseInto(value, states.host);
  }

  get hostname() { return this.#record.host ?? ''; }
  set hostname(value) {
    const { opaque } = this.#record;
    value = converters.USVString(value, "Failed to set the 'hostname' property on 'URL'", 'The value');
    if (!opaque) this.#parseInto(value, states.hostname);
  }

  get port() {
    const { port } = this.#record;
    return port === null ? '' : `${port}`;
  }
  set port(value) {
    const record = this.#record;
    value = converters.USVString(value, "Failed to set the 'port' property on 'URL'", 'The value');
    if (cannotHaveCredentialsOrPort(record)) return;
    if (value !== '') {
      this.#parseInto(value, states.port);
    } else {
      record.port = null;
      this.#href = null;
    }
  }

  get pathname() { return this.#record.path; }
  set pathname(value) {
    const record = this.#record;
    value = converters.USVString(value, "Failed to set the 'pathname' property on 'URL'", 'The value');
    if (record.opaque) return;
    record.path = '';
    this.#parseInto(value, states.pathStart);
  }

  get search() {
    const { query } = this.#record;
    return query === null || query === '' ? '' : `?${query}`;
  }
  set search(value) {
    const record = this.#record;
    value = converters.USVString(value, "Failed to set the 'search' property on 'URL'", 'The value');
    if (value === '') {
      record.query = null;
      this.#href = null;
    } else {
      record.query = '';
      this.#parseInto(value[0] === '?' ? StringPrototypeSlice(value, 1) : value, states.query);
    }
    this.#resetSearchParams();
  }

  get searchParams() {
    const record = this.#record;
    this.#searchParams ??= url.newSearchParams(record.query ?? '', (query) => {
      this.#record.query = query;
      this.#href = null;
    });
    return this.#searchParams;
  }

  get hash() {
    const { fragment } = this.#record;
    return fragment === null || fragment === '' ? '' : `#${fragment}`;
  }
  set hash(value) {
    const record = this.#record;
    value = converters.USVString(value, "Failed to set the 'hash' property on 'URL'", 'The value');
    if (value === '') {
      record.fragment = null;
      this.#href = null;
    } else {
      record.fragment = '';
      this.#parseInto(value[0] === '#' ? StringPrototypeSlice(value, 1) : value, states.fragment);
    }
  }

  toString() { return this.#href ??= serialize(this.#record); }
  toJSON() { return this.#href ??= serialize(this.#record); }

  #parseInto(value, state) {
    parseInto(this.#record, value, state);
    this.#href = null;
  }

  #resetSearchParams() {
    if (this.#searchParams !== null) url.resetSearchParams(this.#searchParams, this.#record.query ?? '');
  }
}

const fromRecord = Symbol('record');

webidl.configureInterface(URL);
internals.expose('URL', URL);
internals.URL = URL;
