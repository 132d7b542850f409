'use strict';
// https://w3c.github.io/webcrypto/#aes-ctr and its sisters: one kind of key, four ways to use it
const { NewList, TypedArrayPrototypeGetByteLength, Uint8Array } = internals.primordials;
const { crypto, ops, bytes: { copyOf } } = internals;
const { fail, usage, newKey, onlyUsages, jwk: jwks } = crypto;

const cipherUsages = usage.encrypt | usage.decrypt | usage.wrapKey | usage.unwrapKey;
const wrapUsages = usage.wrapKey | usage.unwrapKey;

const isLength = (bits) => bits === 128 || bits === 192 || bits === 256;
const lengthOf = (bytes) => TypedArrayPrototypeGetByteLength(bytes);

// The operations on keys of an algorithm; `suffix` is how JSON Web Algorithms calls the mode.
function keyOperations(name, suffix, usages) {
  const keyOf = (bytes) => newKey('secret', { __proto__: null, name, length: 8 * lengthOf(bytes) }, bytes);
  const length = NewList(['length', 'short', true]);

  const generate = (params, extractable, asked) => {
    onlyUsages(asked, usages);
    return keyOf(ops.op_crypto_random(checkedLength(params) / 8));
  };

  const importKey = (params, format, data, extractable, asked) => {
    onlyUsages(asked, usages);
    let bytes;
    if (format === 'raw') bytes = copyOf(data);
    else if (format !== 'jwk') fail('NotSupportedError', `${name} keys have no format '${format}'.`);
    else if (data.kty !== 'oct') jwks.invalid("is of another type than 'oct'");
    else bytes = jwks.secretOf(data);
    const bits = 8 * lengthOf(bytes);
    if (!isLength(bits)) fail('DataError', `AES keys have 128, 192 or 256 bits; this one has ${bits}.`);
    if (format === 'jwk') {
      jwks.checkAlgorithm(data, `A${bits}${suffix}`);
      jwks.check(data, 'oct', 'enc', extractable, asked);
    }
    return keyOf(bytes);
  };

  const exportKey = (format, key) => {
    if (format === 'raw') return copyOf(key.bytes);
    if (format === 'jwk') return jwks.secret(key, `A${key.algorithm.length}${suffix}`);
    return fail('NotSupportedError', `${name} keys have no format '${format}'.`);
  };

  return {
    __proto__: null,
    name,
    generateKey: { __proto__: null, members: length, run: generate },
    importKey: { __proto__: null, members: null, run: importKey },
    getKeyLength: { __proto__: null, members: length, run: checkedLength },
    exportKey,
  };
}

function checkedLength(params) {
  if (!isLength(params.length)) fail('OperationError', `AES keys have 128, 192 or 256 bits; ${params.length} were asked for.`);
  return params.length;
}

// https://w3c.github.io/webcrypto/#aes-ctr-operations
function ctr(params, key, data) {
  if (lengthOf(params.counter) !== 16) fail('OperationError', 'The counter block of AES-CTR has 16 bytes.');
  if (params.length === 0 || params.length > 128) fail('OperationError', 'The counter of AES-CTR has from 1 to 128 bits.');
  return ops.op_crypto_aes_ctr(key.bytes, params.counter, params.length, data);
}

// https://w3c.github.io/webcrypto/#aes-cbc-operations
function cbc(encrypt) {
  return (params, key, data) => {
    if (lengthOf(params.iv) !== 16) fail('OperationError', 'The initialization vector of AES-CBC has 16 bytes.');
    if (!encrypt && (lengthOf(data) === 0 || lengthOf(data) % 16 !== 0)) fail('OperationError', 'What AES-CBC encrypted has whole blocks of 16 bytes.');
    return ops.op_crypto_aes_cbc(encrypt, key.bytes, params.iv, data);
  };
}

// https://w3c.github.io/webcrypto/#aes-gcm-operations
function gcm(encrypt) {
  return (params, key, data) => {
    const tagLength = params.tagLength ?? 128;
    if (tagLength !== 32 && tagLength !== 64 && (tagLength < 96 || tagLength > 128 || tagLength % 8 !== 0)) {
      fail('OperationError', 'The tag of AES-GCM has 32, 64, 96, 104, 112, 120 or 128 bits.');
    }
    if (!encrypt && lengthOf(data) < tagLength / 8) fail('OperationError', 'The data are shorter than the tag of AES-GCM.');
    return ops.op_crypto_aes_gcm(encrypt, key.bytes, params.iv, params.additionalData ?? new Uint8Array(0), tagLength / 8, data);
  };
}

// https://w3c.github.io/webcrypto/#aes-kw-operations
const keyWrap = (wrap) => (params, key, data) => {
  if (lengthOf(data) % 8 !== 0) fail('OperationError', 'AES-KW wraps multiples of 8 bytes.');
  return ops.op_crypto_aes_kw(wrap, key.bytes, data);
};

function register(name, suffix, usages, members, operations) {
  crypto.register(name, () => {
    const algorithm = keyOperations(name, suffix, usages);
    operations(algorithm, (run) => ({ __proto__: null, members, run }));
    return algorithm;
  });
}

register('AES-CTR', 'CTR', cipherUsages, NewList(['counter', 'bytes', true, 'length', 'octet', true]), (algorithm, withMembers) => {
  algorithm.encrypt = algorithm.decrypt = withMembers(ctr);
});
register('AES-CBC', 'CBC', cipherUsages, NewList(['iv', 'bytes', true]), (algorithm, withMembers) => {
  algorithm.encrypt = withMembers(cbc(true));
  algorithm.decrypt = withMembers(cbc(false));
});
register('AES-GCM', 'GCM', cipherUsages, NewList(['additionalData', 'bytes', false, 'iv', 'bytes', true, 'tagLength', 'octet', false]), (algorithm, withMembers) => {
  algorithm.encrypt = withMembers(gcm(true));
  algorithm.decrypt = withMembers(gcm(false));
});
register('AES-KW', 'KW', wrapUsages, null, (algorithm, withMembers) => {
  algorithm.wrapKey = withMembers(keyWrap(true));
  algorithm.unwrapKey = withMembers(keyWrap(false));
});
