'use strict';
// https://nodejs.org/api/crypto.html: hashes, HMAC, randomness, derived keys and AES; for signatures and other keys there is Web Crypto.
const {
  ArrayBufferIsView, Error, NumberIsSafeInteger, ObjectAssign, RangeError, StringPrototypeSlice,
  StringPrototypeStartsWith, StringPrototypeToLowerCase, TypeError, TypedArrayPrototypeSet, globalThis: global,
} = internals.primordials;
const { node, ops, webidl, crypto: host, bytes: { viewOf, copyOf } } = internals;

node.define('crypto', () => {
  const { over, encodings, encodingOf } = node.load('#buffer-class');
  node.load('buffer');
  const { nodeError, invalidArgType, invalidArgValue, outOfRange, validateFunction, validateInteger, validateString } = node.load('#errors');
  const { nextTick } = node.load('process');
  const { crypto } = global;

  const token = {};
  let secretOf, numberOf;

  // `SHA256`, `sha-256` and `RSA-SHA256` are the same.
  function hashOf(algorithm, name = 'algorithm') {
    validateString(algorithm, name);
    let plain = StringPrototypeToLowerCase(algorithm);
    if (StringPrototypeStartsWith(plain, 'rsa-')) plain = StringPrototypeSlice(plain, 4);
    if (StringPrototypeStartsWith(plain, 'sha-')) plain = `sha${StringPrototypeSlice(plain, 4)}`;
    return host.hashNamed(plain);
  }

  function bytesOf(data, name, encoding) {
    if (typeof data === 'string') return encodings.toBytes(data, encodings.normalize(encoding) ?? 'utf8');
    if (webidl.isObject(data) && (ArrayBufferIsView(data) || webidl.isArrayBuffer(data))) return viewOf(data);
    throw invalidArgType(name, ['string', 'Buffer', 'TypedArray', 'DataView'], data);
  }

  const output = (bytes, encoding) => (encoding === undefined || encoding === 'buffer' ? over(bytes) : encodings.toText(bytes, encodingOf(encoding)));

  // A secret that does not show itself; keys of other types are for Web Crypto.
  class KeyObject {
    #bytes;

    constructor(key, bytes = undefined) {
      if (key !== token) throw invalidArgValue('type', key);
      this.#bytes = bytes;
    }

    static { secretOf = (value) => (webidl.isObject(value) && #bytes in value ? value.#bytes : undefined); }

    get type() { return 'secret'; }
    get symmetricKeySize() { return this.#bytes.length; }

    export(options) {
      if (options?.format !== 'jwk') return over(copyOf(this.#bytes));
      return { kty: 'oct', k: encodings.toText(this.#bytes, 'base64url') };
    }

    equals(other) { return secretOf(other) !== undefined && encodings.toText(secretOf(other), 'hex') === encodings.toText(this.#bytes, 'hex'); }
  }

  const createSecretKey = (key, encoding) => new KeyObject(token, copyOf(bytesOf(key, 'key', encoding)));

  class RunningHash {
    #number; // the host's; 0 when it was digested

    constructor(number) {
      this.#number = number;
    }

    static { numberOf = (hash) => hash.#running(); }

    #running() {
      if (this.#number === 0) throw nodeError(Error, 'ERR_CRYPTO_HASH_FINALIZED', 'Digest already called');
      return this.#number;
    }

    update(data, inputEncoding) {
      host.hashUpdate(this.#running(), bytesOf(data, 'data', inputEncoding));
      return this;
    }

    digest(encoding) {
      const bytes = host.hashDigest(this.#running());
      this.#number = 0;
      return output(bytes, encoding);
    }
  }

  class Hash extends RunningHash {
    constructor(algorithm) {
      if (typeof algorithm === 'object' && algorithm instanceof Hash) {
        super(host.hashCopy(numberOf(algorithm)));
        return;
      }
      const hash = hashOf(algorithm);
      if (hash === undefined) throw nodeError(Error, 'ERR_OSSL_EVP_UNSUPPORTED', 'Digest method not supported');
      super(host.hashNew(hash));
    }

    copy() { return new Hash(this); }
  }

  class Hmac extends RunningHash {
    constructor(algorithm, key) {
      const hash = hashOf(algorithm, 'hmac');
      const bytes = secretOf(key) ?? bytesOf(key, 'key');
      if (hash === undefined) throw nodeError(Error, 'ERR_CRYPTO_INVALID_DIGEST', `Invalid digest: ${algorithm}`);
      super(host.hashNew(hash, bytes));
    }
  }

  const createHash = (algorithm) => new Hash(algorithm);
  const createHmac = (algorithm, key) => new Hmac(algorithm, key);

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
    const make = () => over(host.randomBytes(size));
    if (callback === undefined) return make();
    return later(callback, make);
  }

  function randomFillSync(target, offset = 0, size = undefined) {
    if (!webidl.isBufferSource(target)) throw invalidArgType('buf', ['ArrayBuffer', 'ArrayBufferView'], target);
    const bytes = viewOf(target), width = target.BYTES_PER_ELEMENT ?? 1;
    const start = offset * width, end = size === undefined ? bytes.length : start + size * width;
    if (!(start >= 0 && start <= bytes.length)) throw outOfRange('offset', `>= 0 && <= ${bytes.length / width}`, offset);
    if (!(end >= start && end <= bytes.length)) throw outOfRange('size + offset', `<= ${bytes.length / width}`, size + offset);
    TypedArrayPrototypeSet(bytes, host.randomBytes(end - start), start);
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
        const bytes = host.randomBytes(6);
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
    return host.timingSafeEqual(viewOf(one), viewOf(other));
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
    return (derive, onBytes, onError) => derive(hash, secret, salted, iterations, keylen, onBytes, onError);
  }

  // A derivation beside the isolate. The callback is called outside of the promise, so that what it throws is its own.
  function deriveLater(start, derive, callback) {
    validateFunction(callback, 'callback');
    start(derive, (bytes) => nextTick(callback, null, over(bytes)), (error) => nextTick(callback, error));
  }

  // N, r and p by either of their names
  function scryptOption(options, short, long, absent) {
    if (options[short] !== undefined && options[long] !== undefined) {
      throw nodeError(TypeError, 'ERR_INCOMPATIBLE_OPTION_PAIR', `Option "${short}" cannot be used in combination with option "${long}"`);
    }
    const value = options[short] ?? options[long];
    if (value === undefined) return absent;
    validateInteger(value, options[short] === undefined ? long : short, 0, 2 ** 32 - 1);
    return value === 0 ? absent : value;
  }

  function scryptOf(password, salt, keylen, options = {}) {
    const secret = bytesOf(password, 'password'), salted = bytesOf(salt, 'salt');
    validateInteger(keylen, 'keylen', 0, 2 ** 31 - 1);
    const N = scryptOption(options, 'N', 'cost', 16384), r = scryptOption(options, 'r', 'blockSize', 8), p = scryptOption(options, 'p', 'parallelization', 1);
    const { maxmem = 32 << 20 } = options;
    validateInteger(maxmem, 'maxmem', 0);
    const isValid = N > 1 && (N & (N - 1)) === 0 && N < 2 ** (16 * r) && p * r < 2 ** 30;
    if (!isValid || 128 * r * (N + p + 2) > maxmem) {
      throw nodeError(RangeError, 'ERR_CRYPTO_INVALID_SCRYPT_PARAMS', `Invalid scrypt params${isValid ? ': memory limit exceeded' : ''}`);
    }
    return (derive, onBytes, onError) => derive(secret, salted, N, r, p, keylen, onBytes, onError);
  }

  function scrypt(password, salt, keylen, options, callback) {
    const isShort = callback === undefined;
    deriveLater(scryptOf(password, salt, keylen, isShort ? undefined : options), host.scrypt, isShort ? options : callback);
  }

  function hkdfOf(digest, key, salt, info, keylen) {
    const hash = digestOf(digest), secret = bytesOf(key, 'ikm'), salted = bytesOf(salt, 'salt'), told = bytesOf(info, 'info');
    validateInteger(keylen, 'length', 0, 2 ** 31 - 1);
    return () => host.hkdf(hash, secret, salted, told, keylen).buffer;
  }

  const members = {
    Hash, Hmac, KeyObject, createSecretKey, createHash, createHmac,
    hash: (algorithm, data, encoding = 'hex') => new Hash(algorithm).update(data).digest(encoding),
    getHashes: () => ['md5', 'sha1', 'sha256', 'sha3-256', 'sha3-384', 'sha3-512', 'sha384', 'sha512'],
    randomBytes, pseudoRandomBytes: randomBytes, randomFillSync, randomFill, randomInt, randomUUID: () => ops.op_crypto_uuid(), timingSafeEqual,
    pbkdf2: (password, salt, iterations, keylen, digest, callback) =>
      deriveLater(pbkdf2Of(password, salt, iterations, keylen, digest), host.pbkdf2, callback),
    pbkdf2Sync: (password, salt, iterations, keylen, digest) => over(pbkdf2Of(password, salt, iterations, keylen, digest)(host.pbkdf2Sync)),
    scrypt, scryptSync: (password, salt, keylen, options) => over(scryptOf(password, salt, keylen, options)(host.scryptSync)),
    hkdfSync: (digest, key, salt, info, keylen) => hkdfOf(digest, key, salt, info, keylen)(),
    hkdf: (digest, key, salt, info, keylen, callback) => later(callback, hkdfOf(digest, key, salt, info, keylen)),
    getRandomValues: (array) => crypto.getRandomValues(array), webcrypto: crypto, subtle: crypto.subtle, constants: {},
    getFips: () => 0,
  };

  // Named, so that a bundle that only mentions them still loads.
  const refused = [
    'createSign', 'createVerify', 'sign', 'verify', 'generateKey', 'generateKeySync', 'generateKeyPair',
    'generateKeyPairSync', 'createPrivateKey', 'createPublicKey', 'createDiffieHellman', 'createECDH', 'diffieHellman', 'publicEncrypt', 'publicDecrypt',
    'privateEncrypt', 'privateDecrypt',
  ];
  for (let i = 0; i < refused.length; i++) {
    const name = refused[i];
    members[name] = () => {
      throw nodeError(Error, 'ERR_FEATURE_UNAVAILABLE_ON_PLATFORM', `crypto.${name}() of node:crypto is not available in an isolate: use crypto.subtle.`);
    };
  }
  ObjectAssign(members, node.load('#ciphers')(bytesOf, secretOf));
  return members;
});
