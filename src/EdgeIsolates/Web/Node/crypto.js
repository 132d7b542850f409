'use strict';
// https://nodejs.org/api/crypto.html: hashes, HMAC, randomness and derived keys; for ciphers and signatures there is Web Crypto.
const {
  ArrayBufferIsView, Error, MathMin, NumberIsSafeInteger, RangeError, StringPrototypeReplace, StringPrototypeSlice,
  StringPrototypeStartsWith, StringPrototypeToLowerCase, TypeError, TypedArrayPrototypeSet, Uint8Array, globalThis: global,
} = internals.primordials;
const { node, ops, webidl, bytes: { viewOf, partOf } } = internals;

node.define('crypto', () => {
  const { over, encodings, encodingOf } = node.load('#buffer-class');
  node.load('buffer');
  const { nodeError, invalidArgType, outOfRange, validateFunction, validateInteger, validateString } = node.load('#errors');
  const { nextTick } = node.load('process');
  const { crypto } = global;
  const mostRandomAtOnce = 65_536;

  const hashNames = {
    __proto__: null,
    md5: 'MD5', sha1: 'SHA-1', sha256: 'SHA-256', sha384: 'SHA-384', sha512: 'SHA-512', 'sha3-256': 'SHA3-256', 'sha3-384': 'SHA3-384', 'sha3-512': 'SHA3-512',
  };

  // `SHA256`, `sha-256` and `RSA-SHA256` are the same.
  function hashOf(algorithm, name = 'algorithm') {
    validateString(algorithm, name);
    let plain = StringPrototypeToLowerCase(algorithm);
    if (StringPrototypeStartsWith(plain, 'rsa-')) plain = StringPrototypeSlice(plain, 4);
    return hashNames[plain] ?? hashNames[StringPrototypeReplace(plain, 'sha-', 'sha')];
  }

  function bytesOf(data, name, encoding) {
    if (typeof data === 'string') return encodings.toBytes(data, encodings.normalize(encoding) ?? 'utf8');
    if (webidl.isObject(data) && (ArrayBufferIsView(data) || webidl.isArrayBuffer(data))) return viewOf(data);
    throw invalidArgType(name, ['string', 'Buffer', 'TypedArray', 'DataView'], data);
  }

  const output = (bytes, encoding) => (encoding === undefined || encoding === 'buffer' ? over(bytes) : encodings.toText(bytes, encodingOf(encoding)));

  class RunningHash {
    #number;

    constructor(hash, key) {
      this.#number = ops.op_crypto_hash_new(hash, key);
    }

    update(data, inputEncoding) {
      if (this.#number === 0) throw nodeError(Error, 'ERR_CRYPTO_HASH_FINALIZED', 'Digest already called');
      ops.op_crypto_hash_update(this.#number, bytesOf(data, 'data', inputEncoding));
      return this;
    }

    digest(encoding) {
      if (this.#number === 0) throw nodeError(Error, 'ERR_CRYPTO_HASH_FINALIZED', 'Digest already called');
      const bytes = ops.op_crypto_hash_digest(this.#number);
      this.#number = 0;
      return output(bytes, encoding);
    }
  }

  class Hash extends RunningHash {
    constructor(algorithm) {
      const hash = hashOf(algorithm);
      if (hash === undefined) throw nodeError(Error, 'ERR_OSSL_EVP_UNSUPPORTED', 'Digest method not supported');
      super(hash, null);
    }
  }

  class Hmac extends RunningHash {
    constructor(algorithm, key) {
      const hash = hashOf(algorithm, 'hmac');
      const bytes = bytesOf(key, 'key');
      if (hash === undefined) throw nodeError(Error, 'ERR_CRYPTO_INVALID_DIGEST', `Invalid digest: ${algorithm}`);
      super(hash, bytes);
    }
  }

  const createHash = (algorithm) => new Hash(algorithm);
  const createHmac = (algorithm, key) => new Hmac(algorithm, key);

  function fillRandomly(bytes) {
    for (let at = 0; at < bytes.length; at += mostRandomAtOnce) {
      TypedArrayPrototypeSet(bytes, ops.op_crypto_random(MathMin(mostRandomAtOnce, bytes.length - at)), at);
    }
  }

  // What an interface with a callback gives: the result, or an error, later.
  function later(callback, make) {
    validateFunction(callback, 'callback');
    nextTick(() => {
      let result;
      try {
        result = make();
      } catch (error) {
        callback(error);
        return;
      }
      callback(null, result);
    });
  }

  function randomBytes(size, callback) {
    if (typeof size !== 'number') throw invalidArgType('size', 'number', size);
    if (!(size >= 0 && size <= 2 ** 31 - 1)) throw outOfRange('size', '>= 0 && <= 2147483647', size);
    const make = () => {
      const bytes = new Uint8Array(size);
      fillRandomly(bytes);
      return over(bytes);
    };
    if (callback === undefined) return make();
    return later(callback, make);
  }

  function randomFillSync(target, offset = 0, size = undefined) {
    if (!webidl.isBufferSource(target)) throw invalidArgType('buf', ['ArrayBuffer', 'ArrayBufferView'], target);
    const bytes = viewOf(target), width = target.BYTES_PER_ELEMENT ?? 1;
    const start = offset * width, end = size === undefined ? bytes.length : start + size * width;
    if (!(start >= 0 && start <= bytes.length)) throw outOfRange('offset', `>= 0 && <= ${bytes.length / width}`, offset);
    if (!(end >= start && end <= bytes.length)) throw outOfRange('size + offset', `<= ${bytes.length / width}`, size + offset);
    fillRandomly(partOf(bytes, start, end));
    return target;
  }

  function randomFill(target, ...rest) {
    const callback = rest[rest.length - 1];
    return later(callback, () => randomFillSync(target, rest.length > 1 ? rest[0] : 0, rest.length > 2 ? rest[1] : undefined));
  }

  // Six random bytes, those above the last whole multiple of the range thrown away.
  function randomInt(min, max, callback) {
    if (max === undefined || typeof max === 'function') {
      callback = max;
      max = min;
      min = 0;
    }
    if (!NumberIsSafeInteger(min)) throw invalidArgType('min', 'safe integer', min);
    if (!NumberIsSafeInteger(max)) throw invalidArgType('max', 'safe integer', max);
    if (max <= min) throw outOfRange('max', `greater than the value of "min" (${min})`, max);
    const range = max - min, whole = 2 ** 48;
    if (range > whole - 1) throw outOfRange(min === 0 ? 'max' : 'max - min', `<= ${whole - 1}`, range);
    const make = () => {
      for (;;) {
        const bytes = ops.op_crypto_random(6);
        let number = 0;
        for (let i = 0; i < 6; i++) number = number * 256 + bytes[i];
        if (number < whole - (whole % range)) return min + (number % range);
      }
    };
    return callback === undefined ? make() : later(callback, make);
  }

  function timingSafeEqual(one, other) {
    if (!webidl.isBufferSource(one)) throw invalidArgType('buf1', ['ArrayBuffer', 'Buffer', 'TypedArray', 'DataView'], one);
    if (!webidl.isBufferSource(other)) throw invalidArgType('buf2', ['ArrayBuffer', 'Buffer', 'TypedArray', 'DataView'], other);
    if (one.byteLength !== other.byteLength) throw nodeError(RangeError, 'ERR_CRYPTO_TIMING_SAFE_EQUAL_LENGTH', 'Input buffers must have the same byte length');
    return ops.op_crypto_equal(viewOf(one), viewOf(other));
  }

  function digestOf(digest) {
    const hash = hashOf(digest, 'digest');
    if (hash === undefined) throw nodeError(TypeError, 'ERR_CRYPTO_INVALID_DIGEST', `Invalid digest: ${digest}`);
    return hash;
  }

  function pbkdf2Of(password, salt, iterations, keylen, digest) {
    const hash = digestOf(digest), secret = bytesOf(password, 'password'), salted = bytesOf(salt, 'salt');
    validateInteger(iterations, 'iterations', 1, 2 ** 31 - 1);
    validateInteger(keylen, 'keylen', 0, 2 ** 31 - 1);
    return () => over(ops.op_crypto_pbkdf2_sync(hash, secret, salted, iterations, keylen));
  }

  function hkdfOf(digest, key, salt, info, keylen) {
    const hash = digestOf(digest), secret = bytesOf(key, 'ikm'), salted = bytesOf(salt, 'salt'), told = bytesOf(info, 'info');
    validateInteger(keylen, 'length', 0, 2 ** 31 - 1);
    return () => ops.op_crypto_hkdf(hash, secret, salted, told, keylen).buffer;
  }

  const members = {
    Hash, Hmac, createHash, createHmac,
    hash: (algorithm, data, encoding = 'hex') => new Hash(algorithm).update(data).digest(encoding),
    getHashes: () => ['md5', 'sha1', 'sha256', 'sha384', 'sha512'],
    randomBytes, pseudoRandomBytes: randomBytes, randomFillSync, randomFill, randomInt, randomUUID: () => ops.op_crypto_uuid(), timingSafeEqual,
    pbkdf2Sync: (password, salt, iterations, keylen, digest) => pbkdf2Of(password, salt, iterations, keylen, digest)(),
    pbkdf2: (password, salt, iterations, keylen, digest, callback) => later(callback, pbkdf2Of(password, salt, iterations, keylen, digest)),
    hkdfSync: (digest, key, salt, info, keylen) => hkdfOf(digest, key, salt, info, keylen)(),
    hkdf: (digest, key, salt, info, keylen, callback) => later(callback, hkdfOf(digest, key, salt, info, keylen)),
    getRandomValues: (array) => crypto.getRandomValues(array), webcrypto: crypto, subtle: crypto.subtle, constants: {},
    getFips: () => 0,
  };

  // Named, so that a bundle that only mentions them still loads.
  const refused = [
    'createCipheriv', 'createDecipheriv', 'createSign', 'createVerify', 'sign', 'verify', 'generateKey', 'generateKeySync', 'generateKeyPair', 'generateKeyPairSync',
    'createPrivateKey', 'createPublicKey', 'createSecretKey', 'createDiffieHellman', 'createECDH', 'diffieHellman', 'publicEncrypt', 'publicDecrypt', 'privateEncrypt',
    'privateDecrypt', 'scrypt', 'scryptSync',
  ];
  for (let i = 0; i < refused.length; i++) {
    const name = refused[i];
    members[name] = () => {
      throw nodeError(Error, 'ERR_FEATURE_UNAVAILABLE_ON_PLATFORM', `crypto.${name}() of node:crypto is not available in an isolate: use crypto.subtle.`);
    };
  }
  return members;
});
