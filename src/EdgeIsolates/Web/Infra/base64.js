'use strict';
// Forgiving base64, and atob/btoa on top of it. The host converts; it gets what is long in pieces, so that what it holds meanwhile stays small.
const {
  MathMin, RegExpPrototypeExec, StringPrototypeCharCodeAt, StringPrototypeReplaceAll, StringPrototypeSlice, TypedArrayPrototypeGetByteLength,
  TypedArrayPrototypeSet, Uint8Array,
} = internals.primordials;
const { webidl, native, ops, bytes: { partOf }, DOMException } = internals;

const mostAtOnce = 3 * 2 ** 18; // whole groups, of three bytes or of four digits
const whitespace = ['\t', '\n', '\f', '\r', ' '];
const anyWhitespace = /[\t\n\f\r ]/;

// The text without whitespace and padding.
function digitsOf(text) {
  if (RegExpPrototypeExec(anyWhitespace, text) !== null) {
    for (let i = 0; i < whitespace.length; i++) text = StringPrototypeReplaceAll(text, whitespace[i], '');
  }
  const { length } = text;
  if (length === 0 || length % 4 !== 0 || text[length - 1] !== '=') return text;
  return StringPrototypeSlice(text, 0, length - (text[length - 2] === '=' ? 2 : 1));
}

// https://infra.spec.whatwg.org/#forgiving-base64-decode, to bytes; null is failure. The last group is filled up with zeros, which are cut off again.
function decode(text) {
  const digits = digitsOf(text), rest = digits.length % 4;
  if (rest === 1) return null;
  const source = native.utf8Encode(digits + (rest === 2 ? 'AA' : rest === 3 ? 'A' : '')), length = TypedArrayPrototypeGetByteLength(source);
  const result = new Uint8Array(length / 4 * 3);
  for (let start = 0; start < length; start += mostAtOnce) {
    const part = ops.op_base64_decode(partOf(source, start, MathMin(length, start + mostAtOnce)));
    if (part === null) return null;
    TypedArrayPrototypeSet(result, part, start / 4 * 3);
  }
  return rest === 0 ? result : partOf(result, 0, length / 4 * 3 - (rest === 2 ? 2 : 1));
}

// https://infra.spec.whatwg.org/#forgiving-base64-encode
function encode(bytes) {
  const length = TypedArrayPrototypeGetByteLength(bytes);
  let text = '';
  for (let start = 0; start < length; start += mostAtOnce) {
    text += native.latin1Decode(ops.op_base64_encode(partOf(bytes, start, MathMin(length, start + mostAtOnce))));
  }
  return text;
}

// A byte for each character; null when one is more than a byte.
function latin1BytesOf(text) {
  const ascii = native.utf8Encode(text), { length } = text;
  if (TypedArrayPrototypeGetByteLength(ascii) === length) return ascii;
  const bytes = new Uint8Array(length);
  for (let i = 0; i < length; i++) {
    const code = StringPrototypeCharCodeAt(text, i);
    if (code > 255) return null;
    bytes[i] = code;
  }
  return bytes;
}

// https://html.spec.whatwg.org/multipage/webappapis.html#dom-btoa
function btoa(data) {
  const prefix = "Failed to execute 'btoa'";
  webidl.requiredArguments(arguments.length, 1, prefix);
  const bytes = latin1BytesOf(webidl.converters.DOMString(data, prefix, 'Argument 1'));
  if (bytes === null) {
    throw new DOMException(`${prefix}: The string to be encoded contains characters outside of the Latin1 range.`, 'InvalidCharacterError');
  }
  return encode(bytes);
}

// https://html.spec.whatwg.org/multipage/webappapis.html#dom-atob
function atob(data) {
  const prefix = "Failed to execute 'atob'";
  webidl.requiredArguments(arguments.length, 1, prefix);
  const decoded = decode(webidl.converters.DOMString(data, prefix, 'Argument 1'));
  if (decoded === null) throw new DOMException(`${prefix}: The string to be decoded is not correctly encoded.`, 'InvalidCharacterError');
  return native.latin1Decode(decoded);
}

internals.base64 = { __proto__: null, decode, encode };
internals.exposeOperation('btoa', btoa);
internals.exposeOperation('atob', atob);
