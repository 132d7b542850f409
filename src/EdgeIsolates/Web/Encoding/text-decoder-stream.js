'use strict';
// https://encoding.spec.whatwg.org/#interface-textdecoderstream, on a TextDecoder of its own
const { ReflectGetOwnPropertyDescriptor, uncurryThis } = internals.primordials;
const { webidl, streams } = internals;
const { converters } = webidl;
const { createInnerTransform, wrapReadable, wrapWritable } = streams;
const { TextDecoder } = internals.primordials.globalThis;

const getter = (key) => uncurryThis(ReflectGetOwnPropertyDescriptor(TextDecoder.prototype, key).get);
const decode = uncurryThis(TextDecoder.prototype.decode);
const encodingOf = getter('encoding'), fatalOf = getter('fatal'), ignoreBOMOf = getter('ignoreBOM');
const streaming = Object.freeze({ __proto__: null, stream: true });
const allowShared = { __proto__: null, allowShared: true };

class TextDecoderStream {
  #decoder;
  #transform;

  constructor(label = 'utf-8', options = undefined) {
    const decoder = this.#decoder = new TextDecoder(label, options);
    const enqueue = (controller, text) => {
      if (text !== '') controller.enqueue(text);
    };
    this.#transform = createInnerTransform(
      null, (chunk, controller) => enqueue(controller, decode(decoder, converters.BufferSource(chunk, '', 'The chunk', allowShared), streaming)),
      (controller) => enqueue(controller, decode(decoder)), null, 1, null, 0, null);
  }

  get encoding() { return encodingOf(this.#decoder); }
  get fatal() { return fatalOf(this.#decoder); }
  get ignoreBOM() { return ignoreBOMOf(this.#decoder); }
  get readable() { return wrapReadable(this.#transform.readable); }
  get writable() { return wrapWritable(this.#transform.writable); }
}

webidl.configureInterface(TextDecoderStream);
internals.expose('TextDecoderStream', TextDecoderStream);
