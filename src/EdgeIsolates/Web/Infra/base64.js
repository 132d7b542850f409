'use strict';
// Forgiving base64 between binary strings (one character, one byte), and atob/btoa on top of it.
const {
  RegExpPrototypeExec, StringPrototypeCharCodeAt, StringPrototypeReplaceAll, StringPrototypeSlice, StringFromCharCode,
} = internals.primordials;
const { webidl, DOMException } = internals;

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const sextets = [];
for (let code = 0; code < 256; code++) sextets[code] = alphabet.indexOf(String.fromCharCode(code));

const whitespace = ['\t', '\n', '\f', '\r', ' '];
const anyWhitespace = /[\t\n\f\r ]/;
const notAlphabet = /[^A-Za-z0-9+/]/;

// https://infra.spec.whatwg.org/#forgiving-base64-decode; null is failure
function decode(text) {
  if (RegExpPrototypeExec(anyWhitespace, text) !== null) {
    for (let i = 0; i < whitespace.length; i++) text = StringPrototypeReplaceAll(text, whitespace[i], '');
  }
  let length = text.length;
  if (length % 4 === 0 && length > 0 && text[length - 1] === '=') {
    length -= text[length - 2] === '=' ? 2 : 1;
    text = StringPrototypeSlice(text, 0, length);
  }
  if (length % 4 === 1 || RegExpPrototypeExec(notAlphabet, text) !== null) return null;
  let result = '', i = 0;
  const at = (index) => sextets[StringPrototypeCharCodeAt(text, index)];
  for (; i + 4 <= length; i += 4) {
    const bits = (at(i) << 18) | (at(i + 1) << 12) | (at(i + 2) << 6) | at(i + 3);
    result += StringFromCharCode(bits >> 16, (bits >> 8) & 255, bits & 255);
  }
  if (length - i === 2) result += StringFromCharCode(((at(i) << 6) | at(i + 1)) >> 4);
  if (length - i === 3) {
    const bits = (at(i) << 12) | (at(i + 1) << 6) | at(i + 2);
    result += StringFromCharCode(bits >> 10, (bits >> 2) & 255);
  }
  return result;
}

// https://infra.spec.whatwg.org/#forgiving-base64-encode
function encode(binary) {
  const length = binary.length;
  let result = '', i = 0;
  const at = (index) => StringPrototypeCharCodeAt(binary, index);
  for (; i + 3 <= length; i += 3) {
    const bits = (at(i) << 16) | (at(i + 1) << 8) | at(i + 2);
    result += alphabet[bits >> 18] + alphabet[(bits >> 12) & 63] + alphabet[(bits >> 6) & 63] + alphabet[bits & 63];
  }
  if (length - i === 1) {
    const bits = at(i);
    result += `${alphabet[bits >> 2]}${alphabet[(bits << 4) & 63]}==`;
  } else if (length - i === 2) {
    const bits = (at(i) << 8) | at(i + 1);
    result += `${alphabet[bits >> 10]}${alphabet[(bits >> 4) & 63]}${alphabet[(bits << 2) & 63]}=`;
  }
  return result;
}

const notLatin1 = /[^\u0000-\u00ff]/;

// https://html.spec.whatwg.org/multipage/webappapis.html#dom-btoa
function btoa(data) {
  const prefix = "Failed to execute 'btoa'";
  webidl.requiredArguments(arguments.length, 1, prefix);
  const text = webidl.converters.DOMString(data, prefix, 'Argument 1');
  if (RegExpPrototypeExec(notLatin1, text) !== null) {
    throw new DOMException(`${prefix}: The string to be encoded contains characters outside of the Latin1 range.`, 'InvalidCharacterError');
  }
  return encode(text);
}

// https://html.spec.whatwg.org/multipage/webappapis.html#dom-atob
function atob(data) {
  const prefix = "Failed to execute 'atob'";
  webidl.requiredArguments(arguments.length, 1, prefix);
  const decoded = decode(webidl.converters.DOMString(data, prefix, 'Argument 1'));
  if (decoded === null) throw new DOMException(`${prefix}: The string to be decoded is not correctly encoded.`, 'InvalidCharacterError');
  return decoded;
}

internals.base64 = { __proto__: null, decode, encode };
internals.exposeOperation('btoa', btoa);
internals.exposeOperation('atob', atob);
