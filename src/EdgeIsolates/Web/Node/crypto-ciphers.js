'use strict';
// https://nodejs.org/api/crypto.html#class-cipheriv: AES in the modes that are in use. No streams: update() and final().
const {
  Error, MathMin, RangeError, StringPrototypeSlice, StringPrototypeToLowerCase, TypeError, TypedArrayPrototypeGetByteLength, TypedArrayPrototypeSet,
  Uint8Array,
} = internals.primordials;
const { crypto: host, node, bytes: { partOf } } = internals;

const blockSize = 16;
const mostAtOnce = 2 ** 20; // the host holds a copy meanwhile
const isTagLength = (length) => length === 4 || length === 8 || (length >= 12 && length <= 16);

// [bits, mode] of 'aes-256-gcm'; null when there is no such cipher.
function partsOf(name) {
  const bits = StringPrototypeSlice(name, 4, 7), mode = StringPrototypeSlice(name, 8);
  const isKnown = StringPrototypeSlice(name, 0, 4) === 'aes-' && name[7] === '-' && (bits === '128' || bits === '192' || bits === '256')
    && (mode === 'cbc' || mode === 'ctr' || mode === 'gcm');
  return isKnown ? { __proto__: null, keySize: +bits / 8, mode } : null;
}

// `bytesOf` and `secretOf` are node:crypto's, of data and of KeyObjects.
node.define('#ciphers', () => (bytesOf, secretOf) => {
  const { nodeError, validateString } = node.load('#errors');
  const { over, encodingOf } = node.load('#buffer-class');
  const { StringDecoder } = node.load('string_decoder');

  const invalidTag = (length) => nodeError(TypeError, 'ERR_CRYPTO_INVALID_AUTH_TAG', `Invalid authentication tag length: ${length}`);

  class Cipher {
    #number; // the host's; 0 after final()
    #mode;
    #isEncrypting;
    #tagLength;
    #tag = null;
    #fed = 0; // bytes
    #decoder = null;

    constructor(isEncrypting, algorithm, key, iv, options = {}) {
      validateString(algorithm, 'cipher');
      const name = StringPrototypeToLowerCase(algorithm), parts = partsOf(name);
      if (parts === null) throw nodeError(Error, 'ERR_CRYPTO_UNKNOWN_CIPHER', 'Unknown cipher');
      const secret = secretOf(key) ?? bytesOf(key, 'key'), nonce = iv === null ? new Uint8Array(0) : bytesOf(iv, 'iv');
      if (TypedArrayPrototypeGetByteLength(secret) !== parts.keySize) throw nodeError(RangeError, 'ERR_CRYPTO_INVALID_KEYLEN', 'Invalid key length');
      const nonceSize = TypedArrayPrototypeGetByteLength(nonce);
      if (parts.mode === 'gcm' ? nonceSize === 0 || nonceSize > 128 : nonceSize !== blockSize) {
        throw nodeError(TypeError, 'ERR_CRYPTO_INVALID_IV', 'Invalid initialization vector');
      }
      this.#mode = parts.mode;
      this.#isEncrypting = isEncrypting;
      this.#tagLength = parts.mode === 'gcm' ? options?.authTagLength : undefined;
      if (this.#tagLength !== undefined && !isTagLength(this.#tagLength)) throw invalidTag(this.#tagLength);
      this.#number = host.cipherNew(name, isEncrypting, secret, nonce);
    }

    update(data, inputEncoding, outputEncoding) {
      const bytes = bytesOf(data, 'data', inputEncoding), length = TypedArrayPrototypeGetByteLength(bytes);
      if (this.#number === 0) throw nodeError(Error, 'ERR_CRYPTO_INVALID_STATE', 'Trying to add data in unsupported state');
      this.#fed += length;
      if (length <= mostAtOnce) return this.#output(host.cipherUpdate(this.#number, bytes), outputEncoding);
      const result = new Uint8Array(length + blockSize);
      let count = 0;
      for (let start = 0; start < length; start += mostAtOnce) {
        const part = host.cipherUpdate(this.#number, partOf(bytes, start, MathMin(length, start + mostAtOnce)));
        TypedArrayPrototypeSet(result, part, count);
        count += TypedArrayPrototypeGetByteLength(part);
      }
      return this.#output(partOf(result, 0, count), outputEncoding);
    }

    final(outputEncoding) {
      if (this.#number === 0) throw nodeError(Error, 'ERR_CRYPTO_INVALID_STATE', 'Invalid state');
      const number = this.#number;
      this.#number = 0;
      let bytes;
      try {
        bytes = host.cipherFinish(number, this.#tag ?? new Uint8Array(0));
      } catch {
        throw this.#failure();
      }
      if (this.#mode === 'gcm' && this.#isEncrypting) {
        this.#tag = partOf(bytes, 0, this.#tagLength ?? blockSize);
        bytes = new Uint8Array(0);
      }
      const last = this.#output(bytes, outputEncoding);
      return this.#decoder === null ? last : last + this.#decoder.end();
    }

    setAutoPadding(autoPadding = true) {
      this.#inState(this.#number !== 0, 'setAutoPadding');
      host.cipherPad(this.#number, !!autoPadding);
      return this;
    }

    setAAD(data, options) {
      this.#inState(this.#number !== 0 && this.#mode === 'gcm' && this.#fed === 0, 'setAAD');
      host.cipherAuthenticate(this.#number, bytesOf(data, 'buffer', options?.encoding));
      return this;
    }

    getAuthTag() {
      this.#inState(this.#number === 0 && this.#isEncrypting && this.#tag !== null, 'getAuthTag');
      return over(new Uint8Array(this.#tag));
    }

    setAuthTag(tag, encoding) {
      this.#inState(this.#number !== 0 && this.#mode === 'gcm' && !this.#isEncrypting && this.#tag === null, 'setAuthTag');
      const bytes = new Uint8Array(bytesOf(tag, 'buffer', encoding)), length = TypedArrayPrototypeGetByteLength(bytes);
      if (!isTagLength(length) || (this.#tagLength !== undefined && length !== this.#tagLength)) throw invalidTag(length);
      this.#tag = bytes;
      return this;
    }

    #output(bytes, encoding) {
      if (encoding === undefined || encoding === null || encoding === 'buffer') return over(bytes);
      return (this.#decoder ??= new StringDecoder(encodingOf(encoding))).write(bytes);
    }

    #inState(isIn, operation) {
      if (!isIn) throw nodeError(Error, 'ERR_CRYPTO_INVALID_STATE', `Invalid state for operation ${operation}`);
    }

    #failure() {
      if (this.#mode === 'gcm') return new Error('Unsupported state or unable to authenticate data');
      if (this.#fed % blockSize !== 0) return nodeError(Error, 'ERR_OSSL_WRONG_FINAL_BLOCK_LENGTH', 'wrong final block length');
      return nodeError(Error, 'ERR_OSSL_BAD_DECRYPT', 'bad decrypt');
    }
  }

  class Cipheriv extends Cipher {
    constructor(algorithm, key, iv, options) { super(true, algorithm, key, iv, options); }
  }
  class Decipheriv extends Cipher {
    constructor(algorithm, key, iv, options) { super(false, algorithm, key, iv, options); }
  }

  return {
    __proto__: null, Cipheriv, Decipheriv,
    createCipheriv: (algorithm, key, iv, options) => new Cipheriv(algorithm, key, iv, options),
    createDecipheriv: (algorithm, key, iv, options) => new Decipheriv(algorithm, key, iv, options),
    getCiphers: () => ['aes-128-cbc', 'aes-128-ctr', 'aes-128-gcm', 'aes-192-cbc', 'aes-192-ctr', 'aes-192-gcm', 'aes-256-cbc', 'aes-256-ctr', 'aes-256-gcm'],
  };
});
