'use strict';
// https://w3c.github.io/webcrypto/#hmac
const { NewList, StringPrototypeSlice, TypedArrayPrototypeGetByteLength, TypeError } = internals.primordials;
const { crypto, ops, bytes: { copyOf } } = internals;
const { fail, usage: { sign, verify }, newKey, onlyUsages, jwk: jwks } = crypto;

const usages = sign | verify;
const mostBits = 524288;

const blockBits = (hash) => (hash === 'SHA-1' || hash === 'SHA-256' ? 512 : 1024);
const algorithmName = (hash) => `HS${hash === 'SHA-1' ? '1' : StringPrototypeSlice(hash, 4)}`;

function lengthOf(params) {
  if (params.length === undefined) return blockBits(params.hash);
  if (params.length === 0) throw new TypeError('The length of an HMAC key must not be zero.');
  return params.length;
}

function generate(params, extractable, asked) {
  onlyUsages(asked, usages);
  if (params.length === 0) fail('OperationError', 'The length of an HMAC key must not be zero.');
  const length = lengthOf(params);
  if (length > mostBits) fail('OperationError', `HMAC keys of at most ${mostBits} bits are generated.`);
  return keyOf(params.hash, length, clearRest(ops.op_crypto_random((length + 7) >>> 3), length));
}

const keyOf = (hash, length, bytes) => newKey('secret', { __proto__: null, name: 'HMAC', length, hash }, bytes);

// The bits of the last byte that do not count are zero.
function clearRest(bytes, length) {
  if (length % 8 !== 0) bytes[TypedArrayPrototypeGetByteLength(bytes) - 1] &= 0xff << (8 - (length % 8));
  return bytes;
}

function importKey(params, format, data, extractable, asked) {
  onlyUsages(asked, usages);
  let bytes;
  if (format === 'raw') {
    bytes = copyOf(data);
  } else if (format === 'jwk') {
    jwks.check(data, 'oct', 'sig', extractable, asked);
    jwks.checkAlgorithm(data, algorithmName(params.hash));
    bytes = jwks.secretOf(data);
  } else {
    fail('NotSupportedError', `HMAC keys have no format '${format}'.`);
  }
  const bits = 8 * TypedArrayPrototypeGetByteLength(bytes);
  const length = params.length ?? bits;
  if (bits === 0 || length > bits || length <= bits - 8) fail('DataError', `The HMAC key has ${bits} bits, which is not the length given, or none.`);
  return keyOf(params.hash, length, clearRest(bytes, length));
}

function exportKey(format, key) {
  if (format === 'raw') return copyOf(key.bytes);
  if (format === 'jwk') return jwks.secret(key, algorithmName(key.algorithm.hash));
  return fail('NotSupportedError', `HMAC keys have no format '${format}'.`);
}

crypto.register('HMAC', () => ({
  __proto__: null,
  name: 'HMAC',
  sign: { __proto__: null, members: null, run: (params, key, data) => ops.op_crypto_hmac(key.algorithm.hash, key.bytes, data) },
  verify: {
    __proto__: null,
    members: null,
    run: (params, key, signature, data) => ops.op_crypto_hmac_verify(key.algorithm.hash, key.bytes, signature, data),
  },
  generateKey: { __proto__: null, members: NewList(['hash', 'identifier', true, 'length', 'long', false]), run: generate },
  importKey: { __proto__: null, members: NewList(['hash', 'identifier', true, 'length', 'long', false]), run: importKey },
  getKeyLength: { __proto__: null, members: NewList(['hash', 'identifier', true, 'length', 'long', false]), run: lengthOf },
  exportKey,
}));
