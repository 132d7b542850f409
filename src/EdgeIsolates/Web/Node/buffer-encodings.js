'use strict';
// Text and bytes in the encodings of Buffer: https://nodejs.org/api/buffer.html#buffers-and-character-encodings
const {
  MathMin, ReflectApply, StringFromCharCode, StringPrototypeCharCodeAt, StringPrototypeReplaceAll, StringPrototypeSlice, StringPrototypeToLowerCase,
  TypedArrayPrototypeSet, Uint16Array, Uint8Array,
} = internals.primordials;
const { base64, native, node, ops, bytes: { partOf } } = internals;

node.define('#encodings', () => {
  const names = {
    __proto__: null,
    utf8: 'utf8', 'utf-8': 'utf8', ucs2: 'utf16le', 'ucs-2': 'utf16le', utf16le: 'utf16le', 'utf-16le': 'utf16le', latin1: 'latin1', binary: 'latin1',
    ascii: 'ascii', hex: 'hex', base64: 'base64', base64url: 'base64url',
  };

  // The usual name of an encoding; undefined when it is none.
  function normalize(encoding) {
    if (encoding === undefined || encoding === null || encoding === '') return 'utf8';
    return typeof encoding === 'string' ? names[encoding] ?? names[StringPrototypeToLowerCase(encoding)] : undefined;
  }

  const unitsAtOnce = 4096;

  function decodeUtf16(bytes) {
    const length = bytes.length >>> 1, units = new Uint16Array(MathMin(length, unitsAtOnce));
    let text = '';
    for (let start = 0; start < length; start += unitsAtOnce) {
      const count = MathMin(unitsAtOnce, length - start);
      for (let i = 0; i < count; i++) units[i] = bytes[2 * (start + i)] | (bytes[2 * (start + i) + 1] << 8);
      text += ReflectApply(StringFromCharCode, undefined, count === units.length ? units : new Uint16Array(units.buffer, 0, count));
    }
    return text;
  }

  function decodeAscii(bytes) {
    const low = new Uint8Array(bytes);
    for (let i = 0; i < low.length; i++) low[i] &= 0x7f;
    return native.latin1Decode(low);
  }

  // The host converts hex and base64. It gets long texts and buffers in pieces, so that what it holds meanwhile stays small.
  const mostAtOnce = 3 * 2 ** 18;

  function inPieces(bytes, convert) {
    let text = '';
    for (let start = 0; start < bytes.length; start += mostAtOnce) text += convert(partOf(bytes, start, MathMin(bytes.length, start + mostAtOnce)));
    return text;
  }

  function decodeHex(text) {
    if (text.length <= mostAtOnce) return ops.op_node_from_hex(text);
    const bytes = new Uint8Array(text.length >>> 1);
    for (let start = 0; start < text.length; start += mostAtOnce) {
      const part = ops.op_node_from_hex(StringPrototypeSlice(text, start, start + mostAtOnce));
      TypedArrayPrototypeSet(bytes, part, start / 2);
      if (part.length < mostAtOnce / 2) return partOf(bytes, 0, start / 2 + part.length);
    }
    return bytes;
  }

  const isBase64 = (code) => (code >= 48 && code <= 57) || ((code | 32) >= 97 && (code | 32) <= 122) || code === 43 || code === 45 || code === 47 || code === 95;

  // A piece ends after a whole number of fours.
  function decodeBase64(text) {
    if (text.length <= mostAtOnce) return ops.op_node_from_base64(text);
    const bytes = new Uint8Array((text.length >>> 2) * 3 + 3);
    let count = 0, start = 0, digits = 0, at = 0;
    const flush = () => {
      const part = ops.op_node_from_base64(StringPrototypeSlice(text, start, at));
      TypedArrayPrototypeSet(bytes, part, count);
      count += part.length;
      start = at;
    };
    for (; at < text.length; at++) {
      if (at - start >= mostAtOnce && digits % 4 === 0) flush();
      const code = StringPrototypeCharCodeAt(text, at);
      if (code === 61) break;
      if (isBase64(code)) digits++;
    }
    flush();
    return partOf(bytes, 0, count);
  }

  function encodeBase64(bytes, urlSafe) {
    const text = base64.encode(bytes);
    if (!urlSafe) return text;
    return StringPrototypeReplaceAll(StringPrototypeReplaceAll(StringPrototypeReplaceAll(text, '+', '-'), '/', '_'), '=', '');
  }

  // encoding: a usual name
  function toText(bytes, encoding) {
    switch (encoding) {
      case 'utf8': return native.utf8Decode(bytes, false, true);
      case 'latin1': return native.latin1Decode(bytes);
      case 'ascii': return decodeAscii(bytes);
      case 'utf16le': return decodeUtf16(bytes);
      case 'hex': return inPieces(bytes, ops.op_node_hex);
      default: return encodeBase64(bytes, encoding === 'base64url');
    }
  }

  function encodeUtf16(text) {
    const bytes = new Uint8Array(text.length * 2);
    for (let i = 0; i < text.length; i++) {
      const unit = StringPrototypeCharCodeAt(text, i);
      bytes[2 * i] = unit;
      bytes[2 * i + 1] = unit >> 8;
    }
    return bytes;
  }

  function encodeLatin1(text) {
    const bytes = new Uint8Array(text.length);
    for (let i = 0; i < text.length; i++) bytes[i] = StringPrototypeCharCodeAt(text, i);
    return bytes;
  }

  function toBytes(text, encoding) {
    switch (encoding) {
      case 'utf8': return native.utf8Encode(text);
      case 'utf16le': return encodeUtf16(text);
      case 'hex': return decodeHex(text);
      case 'base64':
      case 'base64url': return decodeBase64(text);
      default: return encodeLatin1(text);
    }
  }

  function base64Length(text) {
    let length = text.length;
    if (length > 0 && text[length - 1] === '=') length--;
    if (length > 1 && text[length - 1] === '=') length--;
    return (length * 3) >>> 2;
  }

  function byteLength(text, encoding) {
    switch (encoding) {
      case 'utf8': return native.utf8Encode(text).length;
      case 'utf16le': return text.length * 2;
      case 'hex': return text.length >>> 1;
      case 'base64':
      case 'base64url': return base64Length(text);
      default: return text.length;
    }
  }

  // Writes whole characters only; the number of bytes written.
  function write(target, text, encoding, start, length) {
    if (encoding === 'utf8') return native.utf8EncodeInto(text, partOf(target, start, start + length))[1];
    const bytes = toBytes(text, encoding);
    let count = MathMin(bytes.length, length);
    if (encoding === 'utf16le') count &= ~1;
    for (let i = 0; i < count; i++) target[start + i] = bytes[i];
    return count;
  }

  return { __proto__: null, normalize, toText, toBytes, byteLength, write };
});
