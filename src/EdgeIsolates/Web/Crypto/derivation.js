'use strict';
// Keys that are only derived from: https://w3c.github.io/webcrypto/#hkdf, https://w3c.github.io/webcrypto/#pbkdf2
const { NewList, Uint8Array } = internals.primordials;
const { crypto, ops, bytes: { copyOf } } = internals;
const { fail, usage, newKey, onlyUsages } = crypto;

const usages = usage.deriveKey | usage.deriveBits;

function register(name, members, derive) {
  const importKey = (params, format, data, extractable, asked) => {
    if (format !== 'raw') fail('NotSupportedError', `${name} keys have no format '${format}'.`);
    onlyUsages(asked, usages);
    if (extractable) fail('SyntaxError', `${name} keys cannot be extractable.`);
    return newKey('secret', { __proto__: null, name }, copyOf(data));
  };

  const deriveBits = (params, key, length) => {
    if (length === null || length % 8 !== 0) fail('OperationError', `${name} derives multiples of 8 bits.`);
    return derive(params, key.bytes, length / 8);
  };

  crypto.register(name, () => ({
    __proto__: null,
    name,
    importKey: { __proto__: null, members: null, run: importKey },
    deriveBits: { __proto__: null, members, run: deriveBits },
    getKeyLength: { __proto__: null, members: null, run: () => null },
  }));
}

register('HKDF', NewList(['hash', 'identifier', true, 'info', 'bytes', true, 'salt', 'bytes', true]), (params, key, length) =>
  (length === 0 ? new Uint8Array(0) : ops.op_crypto_hkdf(params.hash, key, params.salt, params.info, length)));

register('PBKDF2', NewList(['hash', 'identifier', true, 'iterations', 'long', true, 'salt', 'bytes', true]), (params, key, length) => {
  if (params.iterations === 0) fail('OperationError', 'PBKDF2 needs at least one iteration.');
  return length === 0 ? new Uint8Array(0) : ops.op_crypto_pbkdf2(params.hash, key, params.salt, params.iterations, length);
});
