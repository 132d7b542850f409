'use strict';
// https://encoding.spec.whatwg.org/#interface-textencoderstream
const { StringPrototypeCharCodeAt, StringPrototypeSlice } = internals.primordials;
const { webidl, native, streams } = internals;
const { converters } = webidl;
const { createInnerTransform, wrapReadable, wrapWritable } = streams;

const endsInLead = (text) => {
  const last = StringPrototypeCharCodeAt(text, text.length - 1);
  return last >= 0xd800 && last <= 0xdbff;
};

class TextEncoderStream {
  #lead = ''; // a leading surrogate at the end of the last chunk
  #transform = createInnerTransform(null, (chunk, controller) => this.#encode(chunk, controller), (controller) => this.#flush(controller), null, 1, null, 0, null);

  get encoding() {
    this.#transform;
    return 'utf-8';
  }

  get readable() { return wrapReadable(this.#transform.readable); }
  get writable() { return wrapWritable(this.#transform.writable); }

  // https://encoding.spec.whatwg.org/#encode-and-enqueue-a-chunk; the native encoder replaces lone surrogates
  #encode(chunk, controller) {
    let text = this.#lead + converters.DOMString(chunk, '', 'The chunk');
    if (text === '') return;
    if (endsInLead(text)) {
      this.#lead = StringPrototypeSlice(text, text.length - 1);
      text = StringPrototypeSlice(text, 0, text.length - 1);
      if (text === '') return;
    } else {
      this.#lead = '';
    }
    controller.enqueue(native.utf8Encode(text));
  }

  // https://encoding.spec.whatwg.org/#encode-and-flush
  #flush(controller) {
    if (this.#lead !== '') controller.enqueue(native.utf8Encode(this.#lead));
  }
}

webidl.configureInterface(TextEncoderStream);
internals.expose('TextEncoderStream', TextEncoderStream);
