'use strict';
// https://encoding.spec.whatwg.org/#interface-textdecoder
const {
  RangeError, RegExpPrototypeExec, StringPrototypeCharCodeAt, StringPrototypeSlice, TypedArrayPrototypeGetByteLength,
  TypedArrayPrototypeSet, Uint8Array,
} = internals.primordials;
const { webidl, native, bytes: { viewOf, copyOf, partOf }, encoding: { fromLabel, Utf16Decoder } } = internals;
const { converters } = webidl;

const decoderOptions = webidl.dictionary('TextDecoderOptions', [
  { key: 'fatal', converter: converters.boolean, defaultValue: () => false },
  { key: 'ignoreBOM', converter: converters.boolean, defaultValue: () => false },
]);
const decodeOptions = webidl.dictionary('TextDecodeOptions', [{ key: 'stream', converter: converters.boolean, defaultValue: () => false }]);
const allowShared = { __proto__: null, allowShared: true };

class TextDecoder {
  #encoding;
  #fatal;
  #ignoreBOM;
  #doNotFlush = false;
  #bomSeen = false;
  #pending = null; // UTF-8: bytes of a sequence the last chunk cut
  #utf16 = null;

  constructor(label = 'utf-8', options = undefined) {
    const prefix = "Failed to construct 'TextDecoder'";
    const text = converters.DOMString(label, prefix, 'Argument 1');
    const { fatal, ignoreBOM } = decoderOptions(options, prefix, 'Argument 2');
    const encoding = fromLabel(text);
    if (encoding === undefined) throw new RangeError(`${prefix}: The encoding label provided ('${text}') is invalid`);
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
    return this.#withoutBOM(this.#decodeChunk(encoding, bytes, stream));
  }

  #reset() {
    this.#pending = null;
    this.#utf16 = null;
    this.#bomSeen = false;
  }

  #decodeChunk(encoding, bytes, stream) {
    if (encoding === 'utf-8') return this.#decodeUtf8(bytes, stream);
    if (encoding === 'windows-1252') return windows1252(native.latin1Decode(bytes));
    this.#utf16 ??= new Utf16Decoder(encoding === 'utf-16be');
    return this.#utf16.decode(bytes, this.#fatal, stream);
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
    if (this.#ignoreBOM || this.#bomSeen || this.#encoding === 'windows-1252' || text.length === 0) return text;
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

// https://encoding.spec.whatwg.org/#index-windows-1252: the range where it is not Latin-1
const from80 = '\u20ac\x81\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\x8d\u017d\x8f'
  + '\x90\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\x9d\u017e\u0178';
const anyFrom80 = /[\x80-\x9f]/;

function windows1252(text) {
  if (RegExpPrototypeExec(anyFrom80, text) === null) return text;
  let result = '';
  for (let i = 0; i < text.length; i++) {
    const code = StringPrototypeCharCodeAt(text, i);
    result += code >= 0x80 && code <= 0x9f ? from80[code - 0x80] : text[i];
  }
  return result;
}

webidl.configureInterface(TextDecoder);
internals.expose('TextDecoder', TextDecoder);
