'use strict';
// https://w3c.github.io/webcrypto/#rsassa-pkcs1, https://w3c.github.io/webcrypto/#rsa-pss, https://w3c.github.io/webcrypto/#rsa-oaep
const { NewList, StringPrototypeSlice, TypedArrayPrototypeGetByteLength, Uint8Array } = internals.primordials;
const { crypto, ops, bytes: { partOf, copyOf } } = internals;
const { usage, onlyUsages, asymmetric, jwk: jwks } = crypto;

const publicMembers = NewList(['n', 'e']), privateMembers = NewList(['n', 'e', 'd', 'p', 'q', 'dp', 'dq', 'qi']);
const hashed = NewList(['hash', 'identifier', true]);
const generated = NewList(['modulusLength', 'long', true, 'publicExponent', 'integer', true, 'hash', 'identifier', true]);

// https://w3c.github.io/webcrypto/#RsaHashedKeyAlgorithm-dictionary
function algorithmOf(name, hash, bytes, isPrivate) {
  const about = ops.op_crypto_rsa_public(bytes, isPrivate);
  const modulusLength = (about[0] << 24) | (about[1] << 16) | (about[2] << 8) | about[3];
  const publicExponent = copyOf(partOf(about, 4, TypedArrayPrototypeGetByteLength(about)));
  return { __proto__: null, name, modulusLength, publicExponent, hash };
}

function register(name, publicUsages, privateUsages, use, jwkName, operations) {
  crypto.register(name, () => {
    const family = {
      __proto__: null,
      kty: 'RSA',
      use,
      publicUsages,
      privateUsages,
      publicMembers,
      privateMembers,
      check: (jwk) => { if (jwk.oth !== undefined) crypto.fail('NotSupportedError', 'RSA keys of more than two primes are not supported.'); },
      describe: (jwk, key) => {
        jwk.alg = jwkName(key.algorithm.hash);
        return jwk;
      },
    };

    const generate = async (params, extractable, usages) => {
      onlyUsages(usages, publicUsages | privateUsages);
      ops.op_crypto_rsa_check(params.modulusLength, params.publicExponent);
      asymmetric.needUsages(usages & privateUsages);
      const bytes = ops.op_crypto_take(await ops.op_crypto_rsa_generate(params.modulusLength, params.publicExponent));
      return asymmetric.pairOf(bytes, algorithmOf(name, params.hash, bytes, true), usages, publicUsages);
    };

    const importKey = (params, format, data, extractable, usages) => {
      const key = asymmetric.importKey('RSA', family, (bytes, isPrivate) => algorithmOf(name, params.hash, bytes, isPrivate), format, data, extractable, usages);
      if (format === 'jwk') jwks.checkAlgorithm(data, jwkName(params.hash));
      return key;
    };

    const algorithm = {
      __proto__: null,
      name,
      generateKey: { __proto__: null, members: generated, run: generate },
      importKey: { __proto__: null, members: hashed, run: importKey },
      exportKey: (format, key) => asymmetric.exportKey('RSA', family, format, key),
    };
    operations(algorithm);
    return algorithm;
  });
}

const number = (hash) => (hash === 'SHA-1' ? '1' : StringPrototypeSlice(hash, 4));

// PSS salts its signatures; PKCS #1 v1.5 has no salt, which the host is told by -1.
function signatures(members, saltLength) {
  return (algorithm) => {
    algorithm.sign = {
      __proto__: null,
      members,
      run: (params, key, data) => {
        asymmetric.needType(key, 'private');
        return ops.op_crypto_sign('RSA', key.algorithm.hash, saltLength(params), key.number, key.bytes, data);
      },
    };
    algorithm.verify = {
      __proto__: null,
      members,
      run: (params, key, signature, data) => {
        asymmetric.needType(key, 'public');
        return ops.op_crypto_verify('RSA', key.algorithm.hash, saltLength(params), key.number, key.bytes, signature, data);
      },
    };
  };
}

const mostSalt = 0x7fffffff;
const pssMembers = NewList(['saltLength', 'long', true]);
register('RSASSA-PKCS1-v1_5', usage.verify, usage.sign, 'sig', (hash) => `RS${number(hash)}`, signatures(null, () => -1));
register('RSA-PSS', usage.verify, usage.sign, 'sig', (hash) => `PS${number(hash)}`,
  signatures(pssMembers, (params) => (params.saltLength > mostSalt ? mostSalt : params.saltLength)));

const oaep = (encrypt) => (params, key, data) => {
  asymmetric.needType(key, encrypt ? 'public' : 'private');
  return ops.op_crypto_rsa_oaep(encrypt, key.algorithm.hash, key.number, key.bytes, params.label ?? new Uint8Array(0), data);
};
const oaepMembers = NewList(['label', 'bytes', false]);
register('RSA-OAEP', usage.encrypt | usage.wrapKey, usage.decrypt | usage.unwrapKey, 'enc', (hash) => (hash === 'SHA-1' ? 'RSA-OAEP' : `RSA-OAEP-${number(hash)}`),
  (algorithm) => {
    algorithm.encrypt = { __proto__: null, members: oaepMembers, run: oaep(true) };
    algorithm.decrypt = { __proto__: null, members: oaepMembers, run: oaep(false) };
  });
