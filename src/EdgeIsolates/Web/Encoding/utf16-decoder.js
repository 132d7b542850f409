'use strict';
// https://encoding.spec.whatwg.org/#shared-utf-16-decoder
// Holds what the end of one chunk leaves undecided: an odd byte, a lead surrogate.
const { StringFromCharCode, TypedArrayPrototypeGetByteLength, TypeError } = internals.primordials;

class Utf16Decoder {
  #bigEndian;
  #byte = -1;
  #lead = 0;

  constructor(bigEndian) {
    this.#bigEndian = bigEndian;
  }

  decode(bytes, fatal, stream) {
    let result = '';
    const fail = () => {
      if (fatal) throw new TypeError('The encoded data was not valid UTF-16');
      result += '\ufffd';
    };
    const length = TypedArrayPrototypeGetByteLength(bytes);
    for (let i = 0; i < length; i++) {
      if (this.#byte < 0) { this.#byte = bytes[i]; continue; }
      const unit = this.#bigEndian ? (this.#byte << 8) | bytes[i] : (bytes[i] << 8) | this.#byte;
      this.#byte = -1;
      if (this.#lead !== 0) {
        const lead = this.#lead;
        this.#lead = 0;
        if (unit >= 0xdc00 && unit <= 0xdfff) { result += StringFromCharCode(lead, unit); continue; }
        fail();
      }
      if (unit >= 0xd800 && unit <= 0xdbff) this.#lead = unit;
      else if (unit >= 0xdc00 && unit <= 0xdfff) fail();
      else result += StringFromCharCode(unit);
    }
    if (!stream && (this.#byte >= 0 || this.#lead !== 0)) {
      this.#byte = -1;
      this.#lead = 0;
      fail();
    }
    return result;
  }
}

internals.encoding.Utf16Decoder = Utf16Decoder;
