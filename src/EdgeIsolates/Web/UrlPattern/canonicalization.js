'use strict';
// https://urlpattern.spec.whatwg.org/#canon-encoding-callbacks
const { StringPrototypeCharCodeAt, StringPrototypeSlice, StringPrototypeToLowerCase, TypeError } = internals.primordials;
const { url, percent, urlPattern } = internals;
const { states, UrlRecord } = url;

// https://urlpattern.spec.whatwg.org/#create-a-dummy-url
function dummy() {
  const record = new UrlRecord();
  record.scheme = 'https';
  record.host = 'dummy.invalid';
  return record;
}

function parseInto(record, value, state, what) {
  if (!url.parseInto(record, value, state)) throw new TypeError(`Invalid ${what} '${value}'`);
  return record;
}

function protocol(value) {
  if (value === '') return value;
  const record = url.parse(`${value}://dummy.invalid`, null);
  if (record === null) throw new TypeError(`Invalid protocol '${value}'`);
  return record.scheme;
}

const credentials = (value) => percent.encode(value, percent.userinfo);
const hostname = (value) => (value === '' ? value : parseInto(dummy(), value, states.hostname, 'hostname').host);

function ipv6Hostname(value) {
  for (let i = 0; i < value.length; i++) {
    const code = StringPrototypeCharCodeAt(value, i) | 0x20;
    const isHexDigit = (value[i] >= '0' && value[i] <= '9') || (code >= 0x61 && code <= 0x66);
    if (!isHexDigit && value[i] !== '[' && value[i] !== ']' && value[i] !== ':') throw new TypeError(`Invalid hostname '${value}'`);
  }
  return StringPrototypeToLowerCase(value);
}

// With a scheme, its default port is the empty string.
function port(value, scheme = '') {
  if (value === '') return value;
  const record = dummy();
  record.scheme = scheme;
  parseInto(record, value, states.port, 'port');
  return record.port === null ? '' : `${record.port}`;
}

function pathname(value) {
  if (value === '') return value;
  const isAbsolute = value[0] === '/';
  const { path } = parseInto(dummy(), isAbsolute ? value : `/-${value}`, states.pathStart, 'pathname');
  return isAbsolute ? path : StringPrototypeSlice(path, 2);
}

function opaquePathname(value) {
  if (value === '') return value;
  const record = dummy();
  record.opaque = true;
  return parseInto(record, value, states.opaquePath, 'pathname').path;
}

function search(value) {
  if (value === '') return value;
  const record = dummy();
  record.query = '';
  return parseInto(record, value, states.query, 'search').query;
}

function hash(value) {
  if (value === '') return value;
  const record = dummy();
  record.fragment = '';
  return parseInto(record, value, states.fragment, 'hash').fragment;
}

urlPattern.canonicalize = {
  __proto__: null, protocol, username: credentials, password: credentials, hostname, ipv6Hostname, port, pathname, opaquePathname, search, hash,
};
