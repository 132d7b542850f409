'use strict';
// https://w3c.github.io/webcrypto/#crypto-interface
const { Symbol, TypedArrayPrototypeGetByteLength, TypedArrayPrototypeGetSymbolToStringTag, TypedArrayPrototypeSet } = internals.primordials;
const { webidl, ops, bytes: { viewOf }, crypto: { createSubtle }, DOMException, QuotaExceededError } = internals;

const token = Symbol('Crypto');
const integerTypes = {
  __proto__: null,
  Int8Array: true, Int16Array: true, Int32Array: true, BigInt64Array: true, Uint8Array: true, Uint8ClampedArray: true,
  Uint16Array: true, Uint32Array: true, BigUint64Array: true,
};
const quota = 65536;

class Crypto {
  #subtle = null;

  constructor(key = undefined) {
    if (key !== token) webidl.illegalConstructor();
  }

  get subtle() { return (this.#subtle ??= createSubtle()); }

  getRandomValues(array) {
    this.#subtle;
    const prefix = "Failed to execute 'getRandomValues' on 'Crypto'";
    webidl.requiredArguments(arguments.length, 1, prefix);
    webidl.converters.ArrayBufferView(array, prefix, 'Argument 1');
    if (integerTypes[TypedArrayPrototypeGetSymbolToStringTag(array)] === undefined) {
      throw new DOMException(`${prefix}: The view is not of an integer type.`, 'TypeMismatchError');
    }
    const length = TypedArrayPrototypeGetByteLength(array);
    if (length > quota) {
      throw new QuotaExceededError(`${prefix}: ${length} bytes were asked for, ${quota} are the most at once.`);
    }
    if (length > 0) TypedArrayPrototypeSet(viewOf(array), ops.op_crypto_random(length));
    return array;
  }

  randomUUID() {
    this.#subtle;
    return ops.op_crypto_uuid();
  }
}

webidl.configureInterface(Crypto);
internals.expose('Crypto', Crypto);
const crypto = new Crypto(token);
internals.exposeAttribute('crypto', () => crypto);
internals.crypto.Crypto = Crypto;
