'use strict';
// https://nodejs.org/api/querystring.html
const {
  ArrayIsArray, NumberIsFinite, ObjectKeys, String, StringPrototypeIndexOf, StringPrototypeReplaceAll, StringPrototypeSlice, URIError, decodeURIComponent,
  encodeURIComponent,
} = internals.primordials;
const { node, native } = internals;

node.define('querystring', () => {
  // What is no valid escape stays as it is, byte by byte.
  function unescapeLeniently(text) {
    const { Buffer } = node.load('buffer');
    const bytes = native.utf8Encode(text), out = Buffer.alloc(bytes.length);
    let count = 0;
    const digit = (byte) => (byte >= 48 && byte <= 57 ? byte - 48 : (byte | 32) >= 97 && (byte | 32) <= 102 ? (byte | 32) - 87 : -1);
    for (let i = 0; i < bytes.length; i++, count++) {
      const high = bytes[i] === 37 && i + 2 < bytes.length ? digit(bytes[i + 1]) : -1, low = high < 0 ? -1 : digit(bytes[i + 2]);
      out[count] = low < 0 ? bytes[i] : high * 16 + low;
      if (low >= 0) i += 2;
    }
    return out.toString('utf8', 0, count);
  }

  function unescape(text) {
    try {
      return decodeURIComponent(text);
    } catch {
      return unescapeLeniently(`${text}`);
    }
  }

  function escape(text) {
    try {
      return encodeURIComponent(typeof text === 'string' ? text : typeof text === 'object' ? String(text) : `${text}`);
    } catch {
      throw node.load('#errors').nodeError(URIError, 'ERR_INVALID_URI', 'URI malformed');
    }
  }

  const primitive = (value) => {
    switch (typeof value) {
      case 'string': return value;
      case 'number': return NumberIsFinite(value) ? `${value}` : '';
      case 'bigint': return `${value}`;
      case 'boolean': return value ? 'true' : 'false';
      default: return '';
    }
  };

  function stringify(object, separator, equals, options) {
    separator ||= '&';
    equals ||= '=';
    const encode = typeof options?.encodeURIComponent === 'function' ? options.encodeURIComponent : querystring.escape;
    if (object === null || typeof object !== 'object') return '';
    const keys = ObjectKeys(object);
    let text = '';
    const add = (key, value) => { text += `${text === '' ? '' : separator}${key}${encode(primitive(value))}`; };
    for (let i = 0; i < keys.length; i++) {
      const value = object[keys[i]], key = `${encode(primitive(keys[i]))}${equals}`;
      if (!ArrayIsArray(value)) add(key, value);
      else for (let j = 0; j < value.length; j++) add(key, value[j]);
    }
    return text;
  }

  function parse(text, separator, equals, options) {
    const object = { __proto__: null };
    if (typeof text !== 'string' || text === '') return object;
    separator = separator ? `${separator}` : '&';
    equals = equals ? `${equals}` : '=';
    const decode = typeof options?.decodeURIComponent === 'function' ? options.decodeURIComponent : querystring.unescape;
    const decoded = (part) => {
      const plain = StringPrototypeReplaceAll(part, '+', ' ');
      try {
        return decode(plain);
      } catch {
        return unescape(plain);
      }
    };
    let most = typeof options?.maxKeys === 'number' ? options.maxKeys : 1000;
    if (most <= 0) most = Infinity;
    for (let start = 0, count = 0; start <= text.length && count < most;) {
      let end = StringPrototypeIndexOf(text, separator, start);
      if (end < 0) end = text.length;
      const pair = StringPrototypeSlice(text, start, end), at = StringPrototypeIndexOf(pair, equals);
      start = end + separator.length;
      if (pair === '') continue;
      count++;
      const key = decoded(at < 0 ? pair : StringPrototypeSlice(pair, 0, at)), value = at < 0 ? '' : decoded(StringPrototypeSlice(pair, at + equals.length));
      if (object[key] === undefined) object[key] = value;
      else if (ArrayIsArray(object[key])) object[key][object[key].length] = value;
      else object[key] = [object[key], value];
    }
    return object;
  }

  const unescapeBuffer = (text) => node.load('buffer').Buffer.from(unescapeLeniently(`${text}`));
  const querystring = { unescapeBuffer, unescape, escape, stringify, encode: stringify, parse, decode: parse };
  return querystring;
});
