'use strict';
// https://fetch.spec.whatwg.org/#request-class
const { StringPrototypeToUpperCase, Symbol, TypeError } = internals.primordials;
const { webidl, url, http, abort } = internals;
const { converters, requiredArguments } = webidl;
const { HeaderList, InnerRequest } = http;

const token = Symbol('Request');

const requestInit = webidl.dictionary('RequestInit', [
  { key: 'method', converter: converters.ByteString },
  { key: 'headers', converter: converters.any }, // converted when filled in
  { key: 'body', converter: converters.any },
  { key: 'referrer', converter: converters.USVString },
  { key: 'referrerPolicy', converter: webidl.enumeration('ReferrerPolicy', ['', 'no-referrer', 'no-referrer-when-downgrade', 'same-origin',
    'origin', 'strict-origin', 'origin-when-cross-origin', 'strict-origin-when-cross-origin', 'unsafe-url']) },
  { key: 'mode', converter: webidl.enumeration('RequestMode', ['navigate', 'same-origin', 'no-cors', 'cors']) },
  { key: 'credentials', converter: webidl.enumeration('RequestCredentials', ['omit', 'same-origin', 'include']) },
  { key: 'cache', converter: webidl.enumeration('RequestCache', ['default', 'no-store', 'reload', 'no-cache', 'force-cache', 'only-if-cached']) },
  { key: 'redirect', converter: webidl.enumeration('RequestRedirect', ['follow', 'error', 'manual']) },
  { key: 'integrity', converter: converters.DOMString },
  { key: 'keepalive', converter: converters.boolean },
  { key: 'signal', converter: webidl.nullable(abort.converter) },
  { key: 'duplex', converter: webidl.enumeration('RequestDuplex', ['half']) },
  { key: 'priority', converter: webidl.enumeration('RequestPriority', ['high', 'low', 'auto']) },
  { key: 'window', converter: converters.any },
]);

const normalizedMethods = { __proto__: null, DELETE: 1, GET: 1, HEAD: 1, OPTIONS: 1, POST: 1, PUT: 1 };
const forbiddenMethods = { __proto__: null, CONNECT: 1, TRACE: 1, TRACK: 1 };

// https://fetch.spec.whatwg.org/#concept-method-normalize
function normalizeMethod(method, prefix) {
  if (normalizedMethods[method] !== undefined) return method;
  const upper = StringPrototypeToUpperCase(method);
  if (!http.isName(method) || forbiddenMethods[upper] !== undefined) throw new TypeError(`${prefix}: '${method}' is not a valid or allowed HTTP method`);
  return normalizedMethods[upper] === undefined ? method : upper;
}

class Request {
  #inner;
  #guard = 'request';
  #headers = null;
  #signal = null;

  // https://fetch.spec.whatwg.org/#dom-request
  constructor(input, init = undefined) {
    if (input === token) {
      this.#inner = init;
      return;
    }
    const prefix = "Failed to construct 'Request'";
    requiredArguments(arguments.length, 1, prefix);
    const source = webidl.isObject(input) && #inner in input ? input : null;
    const text = source === null ? converters.USVString(input, prefix, 'Argument 1') : null;
    const given = requestInit(init, prefix, 'Argument 2');
    const inner = source === null ? fromUrl(text, prefix) : source.#inner.copy();
    if (given.window !== undefined && given.window !== null) throw new TypeError(`${prefix}: 'window' can only be null`);
    applyInit(inner, given, prefix);
    inner.signal = given.signal === undefined ? (source === null ? null : source.#followed) : given.signal;
    if (inner.mode === 'no-cors') {
      if (inner.method !== 'GET' && inner.method !== 'HEAD' && inner.method !== 'POST') {
        throw new TypeError(`${prefix}: '${inner.method}' is not allowed in mode 'no-cors'`);
      }
      this.#guard = 'request-no-cors';
    }
    if (given.headers !== undefined || inner.headers === null || this.#guard !== 'request') {
      const headers = given.headers ?? (inner.headers === null ? undefined : http.headersOf(inner.headers, 'none'));
      inner.headers = new HeaderList([]);
      if (headers !== undefined) http.fillHeaders(inner.headers, headers, this.#guard, prefix);
    }
    takeBody(inner, given, source === null ? null : source.#inner, this.#guard, prefix);
    this.#inner = inner;
  }

  static {
    http.isRequest = (value) => webidl.isObject(value) && #inner in value;
    http.innerRequestOf = (request) => request.#inner;
    http.createRequest = (inner, guard) => {
      const request = new Request(token, inner);
      request.#guard = guard;
      return request;
    };
  }

  get method() { return this.#inner.method; }
  get url() { return this.#inner.href; }
  get headers() { return this.#headers ??= http.headersOf(this.#inner.headers, this.#guard); }
  get destination() { this.#inner; return ''; }
  get referrer() {
    const { referrer } = this.#inner;
    return referrer === 'no-referrer' ? '' : referrer;
  }
  get referrerPolicy() { return this.#inner.referrerPolicy; }
  get mode() { return this.#inner.mode; }
  get credentials() { return this.#inner.credentials; }
  get cache() { return this.#inner.cache; }
  get redirect() { return this.#inner.redirect; }
  get integrity() { return this.#inner.integrity; }
  get keepalive() { return this.#inner.keepalive; }
  get isReloadNavigation() { this.#inner; return false; }
  get isHistoryNavigation() { this.#inner; return false; }
  get signal() { return this.#signal ??= abort.createDependent(this.#followed); }
  get duplex() { this.#inner; return 'half'; }

  // As Workers have it: what the host says about the request.
  get cf() {
    const { cfId } = this.#inner;
    return cfId === 0 ? undefined : http.cfOf(cfId);
  }

  // What a request made of this one follows, and its own signal does; null: nothing can abort it.
  get #followed() {
    const inner = this.#inner;
    if (this.#signal !== null) return this.#signal;
    if (inner.signal === null && inner.requestId !== 0) inner.signal = http.clientSignalOf(inner.requestId);
    return inner.signal;
  }

  // https://fetch.spec.whatwg.org/#dom-request-clone
  clone() {
    const inner = this.#inner;
    if (http.isUnusable(inner.body)) throw http.usedError(inner.body, 'clone()');
    const copy = inner.copy();
    copy.body = http.cloneBody(inner.body);
    copy.signal = this.#followed;
    return http.createRequest(copy, this.#guard);
  }
}

function fromUrl(text, prefix) {
  const record = url.parse(text, null);
  if (record === null) throw new TypeError(`${prefix}: Invalid URL: '${text}'`);
  if (url.includesCredentials(record)) throw new TypeError(`${prefix}: The URL must not have credentials: '${text}'`);
  return new InnerRequest(record, null);
}

function applyInit(inner, given, prefix) {
  if (given.referrer !== undefined) inner.referrer = referrerOf(given.referrer, prefix);
  if (given.referrerPolicy !== undefined) inner.referrerPolicy = given.referrerPolicy;
  if (given.mode === 'navigate') throw new TypeError(`${prefix}: mode 'navigate' is not allowed`);
  if (given.mode !== undefined) inner.mode = given.mode;
  if (given.credentials !== undefined) inner.credentials = given.credentials;
  if (given.cache !== undefined) inner.cache = given.cache;
  if (inner.cache === 'only-if-cached' && inner.mode !== 'same-origin') {
    throw new TypeError(`${prefix}: cache 'only-if-cached' needs mode 'same-origin'`);
  }
  if (given.redirect !== undefined) inner.redirect = given.redirect;
  if (given.integrity !== undefined) inner.integrity = given.integrity;
  if (given.keepalive !== undefined) inner.keepalive = given.keepalive;
  if (given.method !== undefined) inner.method = normalizeMethod(given.method, prefix);
}

function referrerOf(text, prefix) {
  if (text === '') return 'no-referrer';
  const record = url.parse(text, null);
  if (record === null) throw new TypeError(`${prefix}: Invalid referrer: '${text}'`);
  return record.scheme === 'about' && record.path === 'client' ? 'about:client' : url.serialize(record);
}

// The steps of the constructor that give the request its body.
function takeBody(inner, given, source, guard, prefix) {
  const inherited = source === null ? null : source.body;
  const body = given.body ?? null;
  if ((body !== null || inherited !== null) && (inner.method === 'GET' || inner.method === 'HEAD')) {
    throw new TypeError(`${prefix}: A request with method ${inner.method} cannot have a body`);
  }
  if (body !== null) {
    const extracted = http.extract(body, prefix);
    inner.body = extracted.body;
    if (extracted.body.stream !== null) checkStream(inner, given, prefix);
    if (extracted.type !== null && !inner.headers.has('content-type')) inner.headers.append('content-type', extracted.type);
  } else if (inherited !== null) {
    if (http.isUnusable(inherited)) throw http.usedError(inherited, 'new Request()');
    inner.body = http.handOver(inherited, 'new Request()');
  }
}

function checkStream(inner, given, prefix) {
  if (given.duplex === undefined) throw new TypeError(`${prefix}: A stream as body needs duplex: 'half'`);
  if (given.keepalive) throw new TypeError(`${prefix}: A stream as body cannot go with keepalive`);
  if (inner.mode === 'no-cors') throw new TypeError(`${prefix}: A stream as body is not allowed in mode 'no-cors'`);
}

http.mixinBody(Request, http.innerRequestOf);
webidl.configureInterface(Request);
internals.expose('Request', Request);
http.Request = Request;
