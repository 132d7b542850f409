'use strict';
// https://nodejs.org/api/querystring.html
const {
  ArrayIsArray, NumberIsFinite, ObjectKeys, String, StringPrototypeCharCodeAt, StringPrototypeIndexOf, StringPrototypeReplaceAll,
  StringPrototypeSlice, URIError, decodeURIComponent, encodeURIComponent,
} = internals.primordials;
const { node } = internals;

node.define('querystring', () => {
  const digit = (code) => (code >= 48 && code <= 57 ? code - 48 : (code | 32) >= 97 && (code | 32) <= 102 ? (code | 32) - 87 : -1);

  // The byte that an escape at this place stands for, or -1.
  function escapedAt(text, at) {
    if (at + 2 >= text.length || StringPrototypeCharCodeAt(text, at) !== 37) return -1;
    const high = digit(StringPrototypeCharCodeAt(text, at + 1)), low = digit(StringPrototypeCharCodeAt(text, at + 2));
    return high < 0 || low < 0 ? -1 : high * 16 + low;
  }

  // One byte for each character; what is no valid escape stays as it is.
  function unescapeBuffer(text) {
    const out = node.load('buffer').Buffer.alloc(text.length);
    let count = 0;
    for (let i = 0; i < text.length; i++, count++) {
      const byte = escapedAt(text, i);
      out[count] = byte < 0 ? StringPrototypeCharCodeAt(text, i) : byte;
      if (byte >= 0) i += 2;
    }
    return out.subarray(0, count);
  }

  function hasEscapes(text) {
    for (let at = StringPrototypeIndexOf(text, '%'); at >= 0; at = StringPrototypeIndexOf(text, '%', at + 1)) if (escapedAt(text, at) >= 0) return true;
    return false;
  }

  function unescape(text) {
    try {
      return decodeURIComponent(text);
    } catch {
      return unescapeBuffer(`${text}`).toString();
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
      if (decode === unescape && !hasEscapes(plain)) return plain;
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

  const querystring = { unescapeBuffer, unescape, escape, stringify, encode: stringify, parse, decode: parse };
  return querystring;
});
