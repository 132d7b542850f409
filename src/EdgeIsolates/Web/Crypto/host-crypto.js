'use strict';
// Crypto for the scripts of other areas: node:crypto and DigestStream. Hashes go by Node's names. Bytes are Uint8Arrays.
const { StringPrototypeToLowerCase, TypedArrayPrototypeGetSymbolToStringTag, TypedArrayPrototypeSet, Uint8Array } = internals.primordials;
const { crypto, ops, bytes: { partOf }, streams: { done, react } } = internals;

const hashes = {
  __proto__: null,
  md5: 'MD5',
  sha1: 'SHA-1', sha256: 'SHA-256', sha384: 'SHA-384', sha512: 'SHA-512',
  'sha3-256': 'SHA3-256', 'sha3-384': 'SHA3-384', 'sha3-512': 'SHA3-512',
};
const mostRandom = 65536;

// The host's name of a hash; undefined when there is none such.
crypto.hashNamed = (name) => hashes[StringPrototypeToLowerCase(name)];

// A hash, or with a key an HMAC, to be fed piece by piece; it ends when it is digested, or with its request.
crypto.hashNew = (hash, key = undefined) => ops.op_crypto_hash_new(hash, key);
crypto.hashUpdate = (number, bytes) => { ops.op_crypto_hash_update(number, bytes); };
crypto.hashCopy = (number) => ops.op_crypto_hash_copy(number);
crypto.hashDigest = (number) => ops.op_crypto_hash_digest(number);

// AES piece by piece, by OpenSSL's names; it ends with cipherFinish, or with its request.
crypto.cipherNew = (name, isEncrypting, key, nonce) => ops.op_crypto_cipher_new(name, isEncrypting, key, nonce);
crypto.cipherPad = (number, isPadded) => { ops.op_crypto_cipher_pad(number, isPadded); };
crypto.cipherAuthenticate = (number, bytes) => { ops.op_crypto_cipher_authenticate(number, bytes); };
crypto.cipherUpdate = (number, bytes) => ops.op_crypto_cipher_update(number, bytes);
crypto.cipherFinish = (number, tag) => ops.op_crypto_cipher_finish(number, tag);

crypto.randomBytes = (length) => {
  if (length <= mostRandom) return ops.op_crypto_random(length);
  const bytes = new Uint8Array(length);
  for (let at = 0; at < length; at += mostRandom) {
    const end = length - at < mostRandom ? length : at + mostRandom;
    TypedArrayPrototypeSet(partOf(bytes, at, end), ops.op_crypto_random(end - at));
  }
  return bytes;
};

crypto.hkdf = (hash, key, salt, info, length) => ops.op_crypto_hkdf(hash, key, salt, info, length);
// Refused when they would take more CPU time than the request has left. Those called Sync are done on the isolate's thread, the others
// give the bytes to `onBytes` later.
crypto.pbkdf2 = (hash, password, salt, iterations, length, onBytes, onError) =>
  whenDone(ops.op_crypto_pbkdf2(hash, password, salt, iterations, length), onBytes, onError);
crypto.pbkdf2Sync = (hash, password, salt, iterations, length) => ops.op_crypto_pbkdf2_sync(hash, password, salt, iterations, length);
crypto.scrypt = (password, salt, cost, blockSize, parallelization, length, onBytes, onError) =>
  whenDone(ops.op_crypto_scrypt(password, salt, cost, blockSize, parallelization, length), onBytes, onError);
crypto.scryptSync = (password, salt, cost, blockSize, parallelization, length) =>
  ops.op_crypto_scrypt_sync(password, salt, cost, blockSize, parallelization, length);

// Of a result that is there, or comes as a promise for a ticket.
function whenDone(result, onBytes, onError) {
  const isBytes = TypedArrayPrototypeGetSymbolToStringTag(result) !== undefined;
  react(isBytes ? done : result, (ticket) => onBytes(isBytes ? result : ops.op_crypto_take(ticket)), onError);
}

// Of two of the same length.
crypto.timingSafeEqual = (a, b) => ops.op_crypto_equal(a, b);
