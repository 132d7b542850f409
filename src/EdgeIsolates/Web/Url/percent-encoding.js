'use strict';
// https://url.spec.whatwg.org/#percent-encoded-bytes
// A percent-encode set is a regular expression for "some character needs encoding" and a table for which ASCII ones;
// everything above U+007E is in every set.
const {
  RegExpPrototypeExec, StringPrototypeCharCodeAt, StringPrototypeIndexOf, StringPrototypeSlice, TypedArrayPrototypeGetByteLength, Uint8Array,
} = internals.primordials;
const { native, bytes: { partOf } } = internals;

function encodeSet(characters, parent) {
  const ascii = [];
  for (let code = 0; code < 128; code++) {
    ascii[code] = code < 0x20 || code === 0x7f || characters.includes(String.fromCharCode(code)) || (parent !== undefined && parent.ascii[code]);
  }
  let source = '\\u0000-\\u001f\\u007f-\\uffff';
  for (let code = 0x20; code < 0x7f; code++) if (ascii[code]) source += `\\u00${code.toString(16)}`;
  return { __proto__: null, ascii, some: new RegExp(`[${source}]`) };
}

const c0Control = encodeSet('');
const fragment = encodeSet(' "<>`', c0Control);
const query = encodeSet(' "#<>', c0Control);
const specialQuery = encodeSet("'", query);
const path = encodeSet('?^`{}', query);
const userinfo = encodeSet('/:;=@[\\]|', path);
const component = encodeSet('$%&+,', userinfo);
const formUrlencoded = encodeSet("!'()~", component);

const hex = '0123456789ABCDEF';
const escape = (byte) => `%${hex[byte >> 4]}${hex[byte & 15]}`;

// https://url.spec.whatwg.org/#string-percent-encode-after-encoding, with UTF-8. A space becomes `space` when given.
function encode(text, set, space) {
  const first = RegExpPrototypeExec(set.some, text);
  if (first === null) return text;
  let result = StringPrototypeSlice(text, 0, first.index);
  for (let i = first.index; i < text.length; i++) {
    let code = StringPrototypeCharCodeAt(text, i);
    if (code < 0x80) {
      result += !set.ascii[code] ? text[i] : code === 0x20 && space !== undefined ? space : escape(code);
    } else if (code < 0x800) {
      result += escape(0xc0 | (code >> 6)) + escape(0x80 | (code & 63));
    } else if (code < 0xd800 || code > 0xdfff) {
      result += escape(0xe0 | (code >> 12)) + escape(0x80 | ((code >> 6) & 63)) + escape(0x80 | (code & 63));
    } else {
      code = 0x10000 + ((code - 0xd800) << 10) + (StringPrototypeCharCodeAt(text, ++i) - 0xdc00); // text is well formed
      result += escape(0xf0 | (code >> 18)) + escape(0x80 | ((code >> 12) & 63)) + escape(0x80 | ((code >> 6) & 63)) + escape(0x80 | (code & 63));
    }
  }
  return result;
}

const isHexDigit = (code) => (code >= 48 && code <= 57) || (code >= 65 && code <= 70) || (code >= 97 && code <= 102);

// https://url.spec.whatwg.org/#string-percent-decode
function decodeToBytes(text) {
  const source = native.utf8Encode(text), length = TypedArrayPrototypeGetByteLength(source);
  const bytes = new Uint8Array(length);
  let end = 0;
  for (let i = 0; i < length; i++) {
    let byte = source[i];
    if (byte === 0x25 && i + 2 < length && isHexDigit(source[i + 1]) && isHexDigit(source[i + 2])) {
      byte = (digit(source[i + 1]) << 4) | digit(source[i + 2]);
      i += 2;
    }
    bytes[end++] = byte;
  }
  return partOf(bytes, 0, end);
}

// The same, then UTF-8 decode without BOM.
const decode = (text) => (StringPrototypeIndexOf(text, '%') < 0 ? text : native.utf8Decode(decodeToBytes(text), false, true));

const digit = (code) => (code <= 57 ? code - 48 : (code | 32) - 87);

internals.percent = {
  __proto__: null, encode, decode, decodeToBytes, c0Control, fragment, query, specialQuery, path, userinfo, component, formUrlencoded,
};
