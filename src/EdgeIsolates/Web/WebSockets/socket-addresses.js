'use strict';
// What a WebSocket may connect to, and how it asks: https://websockets.spec.whatwg.org/#dom-websocket-websocket
const { ArrayIsArray, SafeSet, StringPrototypeIndexOf, StringPrototypeToLowerCase, SymbolIterator } = internals.primordials;
const { base64, http, native, percent, url, webidl, DOMException } = internals;
const { converters } = webidl;

const protocolList = webidl.sequence(converters.DOMString);

// https://www.rfc-editor.org/rfc/rfc7230#section-3.2.6
const separators = '()<>@,;:\\"/[]?={} \t';
function isToken(text) {
  for (let i = 0; i < text.length; i++) {
    if (text[i] <= ' ' || text[i] > '~' || StringPrototypeIndexOf(separators, text[i]) >= 0) return false;
  }
  return text.length > 0;
}

// No two may be the same, in whatever case; the server chooses one as it is written.
function protocolsOf(value, prefix) {
  const list = webidl.isObject(value) && (ArrayIsArray(value) || value[SymbolIterator] !== undefined)
    ? protocolList(value, prefix, 'Argument 2')
    : [converters.DOMString(value, prefix, 'Argument 2')];
  const seen = new SafeSet(), lower = new SafeSet();
  let text = '';
  for (let i = 0; i < list.length; i++) {
    if (!isToken(list[i]) || lower.has(StringPrototypeToLowerCase(list[i]))) {
      throw new DOMException(`${prefix}: Invalid subprotocol: '${list[i]}'`, 'SyntaxError');
    }
    seen.add(list[i]);
    lower.add(StringPrototypeToLowerCase(list[i]));
    text += i === 0 ? list[i] : `, ${list[i]}`;
  }
  return { __proto__: null, text, seen };
}

// The same place as another scheme names it.
function withScheme(record, from, to) {
  if (record.scheme !== from) return record;
  const copy = url.UrlRecord.copy(record);
  copy.scheme = to;
  return copy;
}

function addressOf(text, prefix) {
  const record = url.parse(text, null);
  if (record === null) throw new DOMException(`${prefix}: Invalid URL: '${text}'`, 'SyntaxError');
  const { scheme } = record;
  if (scheme !== 'ws' && scheme !== 'wss' && scheme !== 'http' && scheme !== 'https') {
    throw new DOMException(`${prefix}: The URL's scheme must be ws, wss, http or https, not ${scheme}`, 'SyntaxError');
  }
  if (record.fragment !== null) throw new DOMException(`${prefix}: The URL must have no fragment`, 'SyntaxError');
  return withScheme(withScheme(record, 'http', 'ws'), 'https', 'wss');
}

// A name and a password in the URL go into a header.
function requestTo(record) {
  const target = url.UrlRecord.copy(withScheme(withScheme(record, 'ws', 'http'), 'wss', 'https'));
  const inner = new http.InnerRequest(target, null);
  inner.headers = new http.HeaderList(['upgrade', 'websocket']);
  if (url.includesCredentials(record)) {
    const text = `${percent.decode(record.username)}:${percent.decode(record.password)}`;
    inner.headers.append('authorization', `Basic ${base64.encode(native.utf8Encode(text))}`);
    target.username = target.password = '';
  }
  inner.redirect = 'error';
  return inner;
}

internals.socketAddresses = { __proto__: null, addressOf, protocolsOf, requestTo };
