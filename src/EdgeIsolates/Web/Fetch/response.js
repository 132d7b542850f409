'use strict';
// https://fetch.spec.whatwg.org/#response-class
// A response without `init` keeps no header list: `contentType` stands for it until somebody looks.
const { JSONStringify, Symbol, TypeError, RangeError } = internals.primordials;
const { webidl, url, http } = internals;
const { converters, requiredArguments } = webidl;
const { HeaderList } = http;

const token = Symbol('Response');

class InnerResponse {
  type = 'default';
  url = '';
  redirected = false;
  status = 200;
  statusText = '';
  headers = null;
  contentType = null; // while headers is null
  body = null;
  webSocket = null;

  get headerList() {
    return this.headers ??= new HeaderList(this.contentType === null ? [] : ['content-type', this.contentType]);
  }

  headersText() {
    if (this.headers !== null) return this.headers.toText();
    return this.contentType === null ? '' : `content-type\n${this.contentType}`;
  }

  copy() {
    const copy = new InnerResponse();
    copy.type = this.type;
    copy.url = this.url;
    copy.redirected = this.redirected;
    copy.status = this.status;
    copy.statusText = this.statusText;
    copy.headers = this.headers === null ? null : this.headers.copy();
    copy.contentType = this.contentType;
    return copy;
  }
}
Object.freeze(InnerResponse.prototype);

const responseInit = webidl.dictionary('ResponseInit', [
  { key: 'status', converter: converters['unsigned short'], defaultValue: () => 200 },
  { key: 'statusText', converter: converters.ByteString, defaultValue: () => '' },
  { key: 'headers', converter: converters.any }, // converted when filled in
  { key: 'webSocket', converter: converters.any },
]);

// https://httpwg.org/specs/rfc9112.html#status.line, of a ByteString
function isReasonPhrase(text) {
  for (let i = 0; i < text.length; i++) if ((text[i] < ' ' && text[i] !== '\t') || text[i] === '\u007f') return false;
  return true;
}

const isNullBodyStatus = (status) => status === 101 || status === 103 || status === 204 || status === 205 || status === 304;

// https://developers.cloudflare.com/workers/runtime-apis/response/: an upgrade
function takeSocket(inner, webSocket, status, extracted, prefix) {
  if (!http.isWebSocket(webSocket)) throw new TypeError(`${prefix}: webSocket is not a WebSocket`);
  if (status !== 101) throw new RangeError(`${prefix}: A response with a WebSocket must have the status 101`);
  if (extracted !== null) throw new TypeError(`${prefix}: A response with a WebSocket cannot have a body`);
  http.checkReleasable(webSocket, prefix);
  inner.webSocket = webSocket;
}

// https://fetch.spec.whatwg.org/#initialize-a-response
function initialize(inner, init, extracted, prefix) {
  if (init !== undefined && init !== null) {
    const { status, statusText, headers, webSocket } = responseInit(init, prefix, 'Argument 2');
    if (webSocket !== undefined && webSocket !== null) takeSocket(inner, webSocket, status, extracted, prefix);
    else if (status < 200 || status > 599) throw new RangeError(`${prefix}: The status ${status} is not in the range 200 to 599`);
    if (!isReasonPhrase(statusText)) throw new TypeError(`${prefix}: Invalid statusText`);
    inner.status = status;
    inner.statusText = statusText;
    if (headers !== undefined) {
      inner.headers = new HeaderList([]);
      http.fillHeaders(inner.headers, headers, 'response', prefix);
    }
  }
  if (extracted === null) return;
  if (isNullBodyStatus(inner.status)) throw new TypeError(`${prefix}: A response with status ${inner.status} cannot have a body`);
  inner.body = extracted.body;
  if (inner.headers === null) inner.contentType = extracted.type;
  else if (extracted.type !== null && !inner.headers.has('content-type')) inner.headers.append('content-type', extracted.type);
}

class Response {
  #inner;
  #guard = 'response';
  #headers = null;

  constructor(body = null, init = undefined) {
    if (body === token) {
      this.#inner = init;
      return;
    }
    const prefix = "Failed to construct 'Response'";
    const inner = new InnerResponse();
    const extracted = body === null || body === undefined ? null : http.extract(body, prefix);
    initialize(inner, init, extracted, prefix);
    this.#inner = inner;
  }

  static error() {
    const inner = new InnerResponse();
    inner.type = 'error';
    inner.status = 0;
    return http.createResponse(inner, 'immutable');
  }

  static redirect(location, status = 302) {
    const prefix = "Failed to execute 'redirect' on 'Response'";
    requiredArguments(arguments.length, 1, prefix);
    const text = converters.USVString(location, prefix, 'Argument 1');
    const code = status === undefined ? 302 : converters['unsigned short'](status, prefix, 'Argument 2');
    const record = url.parse(text, null);
    if (record === null) throw new TypeError(`${prefix}: Invalid URL: '${text}'`);
    if (code !== 301 && code !== 302 && code !== 303 && code !== 307 && code !== 308) throw new RangeError(`${prefix}: ${code} is not a redirect status`);
    const inner = new InnerResponse();
    inner.status = code;
    inner.headers = new HeaderList(['location', url.serialize(record)]);
    return http.createResponse(inner, 'immutable');
  }

  static json(data, init = undefined) {
    const prefix = "Failed to execute 'json' on 'Response'";
    requiredArguments(arguments.length, 1, prefix);
    const text = JSONStringify(data);
    if (text === undefined) throw new TypeError(`${prefix}: The data cannot be serialized to JSON`);
    const inner = new InnerResponse();
    initialize(inner, init, { body: new http.Body(webidl.scalarValues(text)), type: 'application/json' }, prefix);
    return new Response(token, inner);
  }

  static {
    http.isResponse = (value) => webidl.isObject(value) && #inner in value;
    http.innerResponseOf = (response) => response.#inner;
    http.createResponse = (inner, guard) => {
      const response = new Response(token, inner);
      response.#guard = guard;
      return response;
    };
  }

  get type() { return this.#inner.type; }
  get url() { return this.#inner.url; }
  get redirected() { return this.#inner.redirected; }
  get status() { return this.#inner.status; }
  get ok() {
    const { status } = this.#inner;
    return status >= 200 && status <= 299;
  }
  get statusText() { return this.#inner.statusText; }
  get webSocket() { return this.#inner.webSocket; }
  get headers() { return this.#headers ??= http.headersOf(this.#inner.headerList, this.#guard); }

  // https://fetch.spec.whatwg.org/#dom-response-clone
  clone() {
    const inner = this.#inner;
    if (inner.webSocket !== null) throw new TypeError("Failed to execute 'clone' on 'Response': A response with a WebSocket cannot be cloned");
    if (http.isUnusable(inner.body)) throw http.usedError(inner.body, 'clone()');
    const copy = inner.copy();
    copy.body = http.cloneBody(inner.body);
    return http.createResponse(copy, this.#guard);
  }
}

http.InnerResponse = InnerResponse;
http.initializeResponse = initialize;
http.isNullBodyStatus = isNullBodyStatus;
http.mixinBody(Response, http.innerResponseOf);
webidl.configureInterface(Response);
internals.expose('Response', Response);
