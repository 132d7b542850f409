'use strict';
// https://fetch.spec.whatwg.org/#http-fetch, as a server needs it: no origin, no cookies, no cache, no preflights. The host sends
// single requests; what a redirect means is decided here.
const { Number, StringPrototypeIndexOf, StringPrototypeSlice, TypeError } = internals.primordials;
const { http, ops, url } = internals;
const { Body, HeaderList, InnerResponse, isNullBodyStatus } = http;

const mostRedirects = 20;
const isRedirect = (status) => status === 301 || status === 302 || status === 303 || status === 307 || status === 308;

// One line of the host's text after another.
class Lines {
  #text;
  #at = 0;

  constructor(text) {
    this.#text = text;
  }

  next() {
    const end = StringPrototypeIndexOf(this.#text, '\n', this.#at);
    const line = StringPrototypeSlice(this.#text, this.#at, end);
    this.#at = end + 1;
    return line;
  }

  rest() { return StringPrototypeSlice(this.#text, this.#at); }
}
Object.freeze(Lines.prototype);

// An answer as the host describes it.
function readResponse(text) {
  const lines = new Lines(text), response = new InnerResponse();
  response.type = 'basic';
  response.status = Number(lines.next());
  const number = Number(lines.next()), length = Number(lines.next());
  response.statusText = lines.next();
  response.headers = new HeaderList(null, lines.rest());
  if (response.status === 101) response.webSocket = http.createWebSocket(number);
  else if (!isNullBodyStatus(response.status)) response.body = number === 0 ? new Body('') : Body.ofHost(number, length);
  else if (number !== 0) ops.op_body_cancel(number);
  return response;
}

// A response as that of the call.
function named(response, call) {
  const { body } = response;
  response.url = url.serialize(call.record, true);
  response.redirected = call.redirects > 0;
  if (call.method === 'HEAD' && body !== null) {
    if (body.host !== null) body.host.cancel();
    response.body = null;
  }
  return response;
}

// What is sent, hop by hop.
class Call {
  number;
  record;
  method;
  headers;
  body;
  redirect;
  redirects = 0;
  pump = null;
  keepsErrors = false; // they come from a script and have a place
  binding; // the number of the service that answers, -1: the network

  constructor(number, inner, binding) {
    this.number = number;
    this.binding = binding;
    this.record = inner.record;
    this.method = inner.method;
    this.headers = inner.headers.copy();
    this.body = inner.body;
    this.redirect = inner.redirect;
    if (!this.headers.has('accept')) this.headers.append('accept', '*/*');
  }

  // https://fetch.spec.whatwg.org/#http-network-fetch
  send() {
    const { source, length, pump } = this.#takeBody();
    const sent = ops.op_fetch_send(this.number, this.method, url.serialize(this.record, true), this.headers.toText(), source, length, this.binding);
    this.pump = pump;
    if (pump !== null) pump.start();
    return sent;
  }

  // One hop.
  async exchange() { return named(readResponse(await this.send()), this); }

  abort() { ops.op_fetch_abort(this.number); }

  // Text and bytes may be needed again, after a redirect.
  #takeBody() {
    const { body } = this;
    if (body !== null && body.source !== null) return { __proto__: null, source: body.source, length: -1, pump: null };
    return http.sendBody(body, 'fetch()');
  }

  // https://fetch.spec.whatwg.org/#http-redirect-fetch; false when the response is no redirect after all
  follow(response) {
    const location = response.headers.get('location');
    if (location === null) return false;
    const target = url.parse(location, this.record);
    if (target === null) throw new TypeError(`fetch failed: the redirect to '${location}' is no valid URL`);
    if (target.scheme !== 'http' && target.scheme !== 'https') throw new TypeError(`fetch failed: the redirect to ${target.scheme}: is not allowed`);
    if (this.redirects === mostRedirects) throw new TypeError(`fetch failed: more than ${mostRedirects} redirects`);
    this.redirects++;
    const { status } = response;
    if (status !== 303 && this.body !== null && this.body.source === null) {
      throw new TypeError(`fetch failed: a redirect with status ${status} needs the body again, but it was a stream`);
    }
    if (((status === 301 || status === 302) && this.method === 'POST') || (status === 303 && this.method !== 'GET' && this.method !== 'HEAD')) {
      this.#dropBody();
    }
    if (url.origin(target) !== url.origin(this.record)) this.#dropSecrets();
    this.record = target;
    return true;
  }

  #dropBody() {
    this.method = 'GET';
    this.body = null;
    this.headers.delete('content-encoding');
    this.headers.delete('content-language');
    this.headers.delete('content-location');
    this.headers.delete('content-type');
  }

  #dropSecrets() {
    this.headers.delete('authorization');
    this.headers.delete('cookie');
    this.headers.delete('proxy-authorization');
  }
}
Object.freeze(Call.prototype);

function discard(response) {
  const { body } = response;
  if (body !== null && body.host !== null) body.host.cancel();
}

http.HttpCall = Call;
http.readResponse = readResponse;
http.namedResponse = named;

// The answer in the end.
http.httpFetch = async (call) => {
  for (;;) {
    const response = await call.exchange();
    if (!isRedirect(response.status) || call.redirect === 'manual') return response;
    try {
      if (call.redirect === 'error') throw new TypeError(`fetch failed: a redirect (status ${response.status}) came, and redirect: 'error' was asked for`);
      if (!call.follow(response)) return response;
    } catch (error) {
      discard(response);
      throw error;
    }
    discard(response);
  }
};
