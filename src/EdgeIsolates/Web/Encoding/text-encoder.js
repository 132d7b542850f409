'use strict';
// https://encoding.spec.whatwg.org/#interface-textencoder
const { webidl, native } = internals;
const { converters } = webidl;

class TextEncoder {
  #brand;

  // The native encoder replaces lone surrogates itself, so DOMString is enough here.
  encode(input = '') {
    this.#brand;
    if (input === undefined) input = '';
    return native.utf8Encode(typeof input === 'string' ? input : converters.DOMString(input, "Failed to execute 'encode' on 'TextEncoder'", 'Argument 1'));
  }

  encodeInto(source, destination) {
    this.#brand;
    const prefix = "Failed to execute 'encodeInto' on 'TextEncoder'";
    webidl.requiredArguments(arguments.length, 2, prefix);
    const text = converters.DOMString(source, prefix, 'Argument 1');
    converters.Uint8Array(destination, prefix, 'Argument 2', allowShared);
    const done = native.utf8EncodeInto(text, destination);
    return { read: done[0], written: done[1] };
  }

  get encoding() {
    this.#brand;
    return 'utf-8';
  }
}

const allowShared = { __proto__: null, allowShared: true };

webidl.configureInterface(TextEncoder);
internals.expose('TextEncoder', TextEncoder);
