'use strict';
// https://encoding.spec.whatwg.org/#interface-textdecoder
// UTF-8 is V8's, all other encodings are the host's: a decoder of its is a number between two chunks, and text comes in pieces, so that
// little is held there at a time.
const {
  MathMin, RangeError, StringPrototypeCharCodeAt, StringPrototypeSlice, TypedArrayPrototypeGetByteLength, TypedArrayPrototypeSet, Uint8Array,
} = internals.primordials;
const { webidl, native, ops, bytes: { viewOf, copyOf, partOf }, encoding: { fromLabel } } = internals;
const { converters } = webidl;

const decoderOptions = webidl.dictionary('TextDecoderOptions', [
  { key: 'fatal', converter: converters.boolean, defaultValue: () => false },
  { key: 'ignoreBOM', converter: converters.boolean, defaultValue: () => false },
]);
const decodeOptions = webidl.dictionary('TextDecodeOptions', [{ key: 'stream', converter: converters.boolean, defaultValue: () => false }]);
const pieceLength = 65536;
const allowShared = { __proto__: null, allowShared: true };

class TextDecoder {
  #encoding;
  #fatal;
  #ignoreBOM;
  #doNotFlush = false;
  #bomSeen = false;
  #pending = null; // UTF-8: bytes of a sequence the last chunk cut
  #state = 0; // the others: the host's

  constructor(label = 'utf-8', options = undefined) {
    const prefix = "Failed to construct 'TextDecoder'";
    const text = converters.DOMString(label, prefix, 'Argument 1');
    const { fatal, ignoreBOM } = decoderOptions(options, prefix, 'Argument 2');
    const encoding = fromLabel(text);
    if (encoding === null || encoding === 'replacement') {
      throw new RangeError(`${prefix}: The encoding label provided ('${text}') is invalid`);
    }
    this.#encoding = encoding;
    this.#fatal = fatal;
    this.#ignoreBOM = ignoreBOM;
  }

  get encoding() { return this.#encoding; }
  get fatal() { return this.#fatal; }
  get ignoreBOM() { return this.#ignoreBOM; }

  decode(input = undefined, options = undefined) {
    const encoding = this.#encoding;
    const prefix = "Failed to execute 'decode' on 'TextDecoder'";
    const bytes = input === undefined ? new Uint8Array(0) : viewOf(converters.BufferSource(input, prefix, 'Argument 1', allowShared));
    const { stream } = decodeOptions(options, prefix, 'Argument 2');
    if (encoding === 'utf-8' && !stream && !this.#doNotFlush) return native.utf8Decode(bytes, this.#fatal, this.#ignoreBOM);
    if (!this.#doNotFlush) this.#reset();
    this.#doNotFlush = stream;
    return this.#withoutBOM(encoding === 'utf-8' ? this.#decodeUtf8(bytes, stream) : this.#decodeByHost(bytes, stream));
  }

  #reset() {
    this.#pending = null;
    this.#state = 0;
    this.#bomSeen = false;
  }

  #decodeByHost(bytes, stream) {
    const length = TypedArrayPrototypeGetByteLength(bytes);
    let result = '', start = 0;
    do {
      const end = MathMin(start + pieceLength, length), state = this.#state;
      this.#state = 0;
      const piece = ops.op_encoding_decode(this.#encoding, partOf(bytes, start, end), state, this.#fatal, end === length && !stream);
      this.#state = StringPrototypeCharCodeAt(piece, 0) | (StringPrototypeCharCodeAt(piece, 1) << 15);
      result += StringPrototypeSlice(piece, 2);
      start = end;
    } while (start < length);
    return result;
  }

  #decodeUtf8(bytes, stream) {
    if (this.#pending !== null) {
      const kept = TypedArrayPrototypeGetByteLength(this.#pending);
      const whole = new Uint8Array(kept + TypedArrayPrototypeGetByteLength(bytes));
      TypedArrayPrototypeSet(whole, this.#pending);
      TypedArrayPrototypeSet(whole, bytes, kept);
      bytes = whole;
      this.#pending = null;
    }
    const length = TypedArrayPrototypeGetByteLength(bytes);
    const cut = stream ? length - incompleteTail(bytes, length) : length;
    if (cut < length) this.#pending = copyOf(partOf(bytes, cut, length));
    return native.utf8Decode(partOf(bytes, 0, cut), this.#fatal, true);
  }

  // https://encoding.spec.whatwg.org/#concept-td-serialize
  #withoutBOM(text) {
    const encoding = this.#encoding;
    if (this.#ignoreBOM || this.#bomSeen || text.length === 0 || !(encoding === 'utf-8' || encoding === 'utf-16le' || encoding === 'utf-16be')) return text;
    this.#bomSeen = true;
    return StringPrototypeCharCodeAt(text, 0) === 0xfeff ? StringPrototypeSlice(text, 1) : text;
  }
}

// How many bytes at the end begin a UTF-8 sequence that more bytes could still complete: 0 to 3.
function incompleteTail(bytes, length) {
  for (let back = 1; back <= 3 && back <= length; back++) {
    const lead = bytes[length - back];
    if (lead < 0x80) return 0;
    if (lead < 0xc0) continue;
    const needed = lead >= 0xf0 && lead <= 0xf4 ? 4 : lead >= 0xe0 && lead < 0xf0 ? 3 : lead >= 0xc2 && lead < 0xe0 ? 2 : 0;
    if (needed <= back) return 0;
    return back >= 2 && !validSecond(lead, bytes[length - back + 1]) ? 0 : back;
  }
  return 0;
}

// https://encoding.spec.whatwg.org/#utf-8-decoder: the narrower ranges of a second byte
function validSecond(lead, second) {
  if (lead === 0xe0) return second >= 0xa0;
  if (lead === 0xed) return second <= 0x9f;
  if (lead === 0xf0) return second >= 0x90;
  if (lead === 0xf4) return second <= 0x8f;
  return true;
}

webidl.configureInterface(TextDecoder);
internals.expose('TextDecoder', TextDecoder);
