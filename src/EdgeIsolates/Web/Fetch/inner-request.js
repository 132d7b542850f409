'use strict';
// https://fetch.spec.whatwg.org/#concept-request
// The record behind a Request. That of the host's is lazy: its URL stays text until somebody asks.
const { url, http } = internals;

class InnerRequest {
  #url;
  #urlText;

  method = 'GET';
  headers = null; // HeaderList
  body = null;
  signal = null; // the AbortSignal to follow
  mode = 'cors';
  credentials = 'same-origin';
  cache = 'default';
  redirect = 'follow';
  referrer = 'about:client';
  referrerPolicy = '';
  integrity = '';
  keepalive = false;

  constructor(record, text) {
    this.#url = record;
    this.#urlText = text;
  }

  get href() {
    if (this.#urlText !== null && this.#url === null) {
      this.#url = url.parse(this.#urlText, null);
      if (this.#url !== null) this.#urlText = null;
    }
    return this.#urlText ??= url.serialize(this.#url);
  }

  // Everything but body and signal.
  copy() {
    const copy = new InnerRequest(this.#url, this.#urlText);
    copy.method = this.method;
    copy.headers = this.headers.copy();
    copy.mode = this.mode;
    copy.credentials = this.credentials;
    copy.cache = this.cache;
    copy.redirect = this.redirect;
    copy.referrer = this.referrer;
    copy.referrerPolicy = this.referrerPolicy;
    copy.integrity = this.integrity;
    copy.keepalive = this.keepalive;
    return copy;
  }
}
Object.freeze(InnerRequest.prototype);

http.InnerRequest = InnerRequest;
