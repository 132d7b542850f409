'use strict';
// https://fetch.spec.whatwg.org/#scheme-fetch, of what needs no host
const { TypeError } = internals.primordials;
const { http, url, bytes: { copyOf } } = internals;
const { Body, HeaderList, InnerResponse } = http;

function localResponse(inner, type, bytes, length) {
  const response = new InnerResponse();
  response.type = 'basic';
  response.url = url.serialize(inner.record, true);
  response.statusText = 'OK';
  response.headers = new HeaderList(length < 0 ? ['content-type', type] : ['content-length', `${length}`, 'content-type', type]);
  response.body = inner.method === 'HEAD' ? null : new Body(bytes);
  return response;
}

function fetchData(inner) {
  const data = http.processDataUrl(inner.record);
  if (data === null) throw new TypeError('fetch failed: the data: URL is not valid');
  return localResponse(inner, data.type, data.bytes, -1);
}

// https://fetch.spec.whatwg.org/#scheme-fetch, "blob"
function fetchBlob(inner) {
  const blob = internals.blobUrls.resolve(inner.href);
  if (blob === null || inner.method !== 'GET') throw new TypeError(`fetch failed: ${inner.href} is no blob that can be read`);
  const bytes = copyOf(internals.blob.bytesOf(blob));
  return localResponse(inner, internals.blob.typeOf(blob), bytes, bytes.length);
}

// The answer to a request that is none of HTTP's; undefined when it is one of HTTP's.
http.schemeFetch = (inner) => {
  const { scheme } = inner.record;
  if (scheme === 'http' || scheme === 'https') return undefined;
  if (scheme === 'data') return fetchData(inner);
  if (scheme === 'blob') return fetchBlob(inner);
  throw new TypeError(`fetch failed: ${scheme}: is not a scheme that can be fetched: ${url.serialize(inner.record)}`);
};
