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
  requestId = 0; // of the host's own request: its caller's going aborts the signal
  cfId = 0; // the host's request that it comes from: `cf` is asked there
  mode = 'cors';
  credentials = 'same-origin';
  cache = 'default';
  redirect = 'follow';
  referrer = 'about:client';
  referrerPolicy = '';
  integrity = '';
  keepalive = false;
  blob = null; // https://url.spec.whatwg.org/#concept-url-blob-entry: it stays readable when its URL is revoked

  constructor(record, text) {
    this.#url = record;
    this.#urlText = text;
    if (record !== null && record.scheme === 'blob') this.blob = internals.blobUrls.resolve(this.href);
  }

  get href() {
    if (this.#urlText !== null && this.#url === null) {
      this.#url = url.parse(this.#urlText, null);
      if (this.#url !== null) {
        url.remember(this.#urlText, this.#url);
        this.#urlText = null;
      }
    }
    return this.#urlText ??= url.serialize(this.#url);
  }

  get record() {
    return this.#url ??= url.parse(this.#urlText, null);
  }

  get headerList() { return this.headers; }

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
    copy.cfId = this.cfId;
    copy.blob = this.blob;
    return copy;
  }
}
Object.freeze(InnerRequest.prototype);

http.InnerRequest = InnerRequest;
