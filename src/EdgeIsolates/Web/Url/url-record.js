'use strict';
// https://url.spec.whatwg.org/#url-representation
//
// A URL record. Differences from the text of the standard: the host is its serialization (null: none), and the
// path is its serialization too ('' is the empty list; `opaque` tells an opaque path), so that the usual URL is
// parsed and serialized without an array per path.
const { StringPrototypeLastIndexOf, StringPrototypeSlice } = internals.primordials;
const { url } = internals;

// https://url.spec.whatwg.org/#special-scheme; null: no default port
const specialPorts = { __proto__: null, http: 80, https: 443, ws: 80, wss: 443, ftp: 21, file: null };

class UrlRecord {
  scheme = '';
  username = '';
  password = '';
  host = null;
  port = null;
  path = '';
  opaque = false;
  query = null;
  fragment = null;

  static copy(from) {
    const record = new UrlRecord();
    record.scheme = from.scheme;
    record.username = from.username;
    record.password = from.password;
    record.host = from.host;
    record.port = from.port;
    record.path = from.path;
    record.opaque = from.opaque;
    record.query = from.query;
    record.fragment = from.fragment;
    return record;
  }
}
Object.freeze(UrlRecord.prototype);

const isSpecial = (record) => specialPorts[record.scheme] !== undefined;
const includesCredentials = (record) => record.username !== '' || record.password !== '';

// https://url.spec.whatwg.org/#shorten-a-urls-path
function shortenPath(record) {
  const { path } = record;
  const last = StringPrototypeLastIndexOf(path, '/');
  if (last < 0) return;
  if (last === 0 && record.scheme === 'file' && isNormalizedDriveLetter(StringPrototypeSlice(path, 1))) return;
  record.path = StringPrototypeSlice(path, 0, last);
}

const isLetter = (character) => (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z');
const isDriveLetter = (text) => text.length === 2 && isLetter(text[0]) && (text[1] === ':' || text[1] === '|');
const isNormalizedDriveLetter = (text) => isDriveLetter(text) && text[1] === ':';

// https://url.spec.whatwg.org/#concept-url-serializer
function serialize(record, excludeFragment = false) {
  const { scheme, host, port, path, query, fragment } = record;
  let output = `${scheme}:`;
  if (host !== null) {
    output += '//';
    if (includesCredentials(record)) {
      output += record.username;
      if (record.password !== '') output += `:${record.password}`;
      output += '@';
    }
    output += host;
    if (port !== null) output += `:${port}`;
  } else if (!record.opaque && path[0] === '/' && path[1] === '/') {
    output += '/.';
  }
  output += path;
  if (query !== null) output += `?${query}`;
  if (!excludeFragment && fragment !== null) output += `#${fragment}`;
  return output;
}

// https://url.spec.whatwg.org/#concept-url-origin, serialized
function origin(record) {
  const { scheme, host, port } = record;
  if (scheme === 'blob') {
    const inner = url.parse(record.path, null);
    return inner !== null && (inner.scheme === 'http' || inner.scheme === 'https') ? origin(inner) : 'null';
  }
  if (specialPorts[scheme] === undefined || scheme === 'file') return 'null';
  return port === null ? `${scheme}://${host}` : `${scheme}://${host}:${port}`;
}

Object.assign(url, {
  UrlRecord, specialPorts, isSpecial, includesCredentials, shortenPath, isDriveLetter, isNormalizedDriveLetter, serialize, origin,
});
