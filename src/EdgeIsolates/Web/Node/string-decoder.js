'use strict';
// https://nodejs.org/api/string_decoder.html: text out of bytes that come in pieces, never half a character.
const { ArrayBufferIsView, MathMin, TypeError, TypedArrayPrototypeSet, Uint8Array } = internals.primordials;
const { node, bytes: { viewOf, partOf } } = internals;

node.define('string_decoder', () => {
  const { nodeError, invalidArgType } = node.load('#errors');
  const encodings = node.load('#encodings');

  // How many bytes at the end belong to a character that is not complete.
  function unfinishedUtf8(bytes) {
    for (let back = 1; back <= MathMin(3, bytes.length); back++) {
      const byte = bytes[bytes.length - back];
      if (byte < 0x80) return 0;
      if (byte < 0xc0) continue;
      const needed = byte >= 0xf0 && byte < 0xf5 ? 4 : byte >= 0xe0 && byte < 0xf0 ? 3 : byte >= 0xc2 && byte < 0xe0 ? 2 : 0;
      return needed > back && isPossible(bytes, bytes.length - back) ? back : 0;
    }
    return 0;
  }

  // Whether the second byte, if it is there, can follow the first.
  function isPossible(bytes, at) {
    if (at + 1 >= bytes.length) return true;
    const lead = bytes[at], next = bytes[at + 1];
    return next >= (lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80) && next <= (lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf);
  }

  function unfinishedUtf16(bytes) {
    const odd = bytes.length % 2, end = bytes.length - odd;
    return end >= 2 && bytes[end - 1] >= 0xd8 && bytes[end - 1] <= 0xdb ? odd + 2 : odd;
  }

  function unfinished(bytes, encoding) {
    switch (encoding) {
      case 'utf8': return unfinishedUtf8(bytes);
      case 'utf16le': return unfinishedUtf16(bytes);
      case 'base64':
      case 'base64url': return bytes.length % 3;
      default: return 0;
    }
  }

  const empty = new Uint8Array(0);

  class StringDecoder {
    #rest = empty;

    constructor(encoding) {
      this.encoding = encodings.normalize(encoding);
      if (this.encoding === undefined) throw nodeError(TypeError, 'ERR_UNKNOWN_ENCODING', `Unknown encoding: ${encoding}`);
    }

    write(chunk) {
      if (typeof chunk === 'string') return chunk;
      if (!ArrayBufferIsView(chunk)) throw invalidArgType('buf', ['Buffer', 'TypedArray', 'DataView'], chunk);
      let bytes = viewOf(chunk);
      if (this.#rest.length > 0) {
        const joined = new Uint8Array(this.#rest.length + bytes.length);
        TypedArrayPrototypeSet(joined, this.#rest);
        TypedArrayPrototypeSet(joined, bytes, this.#rest.length);
        bytes = joined;
      }
      const whole = bytes.length - unfinished(bytes, this.encoding);
      this.#rest = new Uint8Array(partOf(bytes, whole, bytes.length));
      return encodings.toText(partOf(bytes, 0, whole), this.encoding);
    }

    end(chunk) {
      const text = chunk === undefined ? '' : this.write(chunk), rest = this.#rest;
      this.#rest = empty;
      return rest.length === 0 ? text : text + encodings.toText(rest, this.encoding);
    }

    text(chunk, offset) {
      this.#rest = empty;
      return this.write(partOf(viewOf(chunk), offset, chunk.length));
    }
  }

  return { StringDecoder };
});
