'use strict';
// Keys on curves: https://w3c.github.io/webcrypto/#ecdsa, https://w3c.github.io/webcrypto/#ecdh,
// https://w3c.github.io/webcrypto/#ed25519, https://w3c.github.io/webcrypto/#x25519, https://wicg.github.io/webcrypto-secure-curves/
const { NewList, TypedArrayPrototypeGetByteLength } = internals.primordials;
const { crypto, ops, bytes: { copyOf, partOf } } = internals;
const { fail, usage, onlyUsages, asymmetric, jwk: jwks } = crypto;

const derivation = usage.deriveKey | usage.deriveBits;
const curved = NewList(['namedCurve', 'string', true]);
const peer = NewList(['public', 'key', true]);

const isCurve = (name) => name === 'P-256' || name === 'P-384' || name === 'P-521';

// https://w3c.github.io/webcrypto/#ecdh-operations, https://w3c.github.io/webcrypto/#x25519-operations
function deriveBits(params, key, length) {
  asymmetric.needType(key, 'private');
  const other = params.public;
  asymmetric.needType(other, 'public');
  if (other.algorithm.name !== key.algorithm.name || other.algorithm.namedCurve !== key.algorithm.namedCurve) {
    fail('InvalidAccessError', 'The public key is of another algorithm or curve than the private key.');
  }
  return firstBits(ops.op_crypto_agree(key.number, key.bytes, other.number, other.bytes), length);
}

function firstBits(secret, length) {
  if (length === null) return secret;
  const whole = TypedArrayPrototypeGetByteLength(secret);
  if (length > 8 * whole) fail('OperationError', `The secret has ${8 * whole} bits; ${length} were asked for.`);
  const bytes = copyOf(partOf(secret, 0, (length + 7) >>> 3));
  if (length % 8 !== 0) bytes[TypedArrayPrototypeGetByteLength(bytes) - 1] &= 0xff << (8 - (length % 8));
  return bytes;
}

function signatures(algorithm, members, kindOf, hashOf) {
  algorithm.sign = {
    __proto__: null,
    members,
    run: (params, key, data) => {
      asymmetric.needType(key, 'private');
      return ops.op_crypto_sign(kindOf(key), hashOf(params), -1, key.number, key.bytes, data);
    },
  };
  algorithm.verify = {
    __proto__: null,
    members,
    run: (params, key, signature, data) => {
      asymmetric.needType(key, 'public');
      return ops.op_crypto_verify(kindOf(key), hashOf(params), -1, key.number, key.bytes, signature, data);
    },
  };
}

// The operations on keys. `family` is as asymmetric.js wants it; `kindOf(params)` is the curve, where parameters say it.
function keyOperations(name, members, family, kindOf) {
  const algorithmOf = (params) => (members === null ? { __proto__: null, name } : { __proto__: null, name, namedCurve: params.namedCurve });
  const curveOf = (key) => key.algorithm.namedCurve ?? name;

  const generate = (params, extractable, usages) => {
    onlyUsages(usages, family.publicUsages | family.privateUsages);
    const kind = kindOf(params, 'NotSupportedError');
    asymmetric.needUsages(usages & family.privateUsages);
    return asymmetric.pairOf(ops.op_crypto_key_generate(kind), algorithmOf(params), usages, family.publicUsages);
  };

  const importKey = (params, format, data, extractable, usages) => {
    const kind = kindOf(params, 'DataError');
    return asymmetric.importKey(kind, family, () => algorithmOf(params), format, data, extractable, usages);
  };

  return {
    __proto__: null,
    name,
    generateKey: { __proto__: null, members, run: generate },
    importKey: { __proto__: null, members, run: importKey },
    exportKey: (format, key) => asymmetric.exportKey(curveOf(key), family, format, key),
  };
}

const isEdwards = (curve) => curve === 'Ed25519' || curve === 'Ed448';
const jwsAlgorithms = { __proto__: null, 'P-256': 'ES256', 'P-384': 'ES384', 'P-521': 'ES512' };

function checkJwk(jwk, curve, use) {
  if (jwk.crv !== curve) jwks.invalid(`is not on the curve '${curve}'`);
  if (use !== 'sig') return;
  if (isEdwards(curve)) jwks.checkAlgorithm(jwk, 'EdDSA', curve);
  else jwks.checkAlgorithm(jwk, jwsAlgorithms[curve]);
}

function describe(jwk, key) {
  jwk.crv = key.algorithm.namedCurve ?? key.algorithm.name;
  if (isEdwards(jwk.crv)) jwk.alg = jwk.crv;
  return jwk;
}

function family(kty, use, publicUsages, privateUsages) {
  const publicMembers = kty === 'EC' ? NewList(['x', 'y']) : NewList(['x']);
  const privateMembers = kty === 'EC' ? NewList(['x', 'y', 'd']) : NewList(['x', 'd']);
  return { __proto__: null, kty, use, publicUsages, privateUsages, publicMembers, privateMembers, check: checkJwk, describe };
}

function namedCurve(params, errorName) {
  if (!isCurve(params.namedCurve)) fail(errorName, `There is no curve '${params.namedCurve}'.`);
  return params.namedCurve;
}

const curveOf = (key) => key.algorithm.namedCurve;

crypto.register('ECDSA', () => {
  const algorithm = keyOperations('ECDSA', curved, family('EC', 'sig', usage.verify, usage.sign), namedCurve);
  signatures(algorithm, NewList(['hash', 'identifier', true]), curveOf, (params) => params.hash);
  return algorithm;
});

crypto.register('ECDH', () => {
  const algorithm = keyOperations('ECDH', curved, family('EC', 'enc', 0, derivation), namedCurve);
  algorithm.deriveBits = { __proto__: null, members: peer, run: deriveBits };
  return algorithm;
});

for (const name of ['Ed25519', 'Ed448']) {
  crypto.register(name, () => {
    const algorithm = keyOperations(name, null, family('OKP', 'sig', usage.verify, usage.sign), () => name);
    signatures(algorithm, null, () => name, () => '');
    return algorithm;
  });
}

for (const name of ['X25519', 'X448']) {
  crypto.register(name, () => {
    const algorithm = keyOperations(name, null, family('OKP', 'enc', 0, derivation), () => name);
    algorithm.deriveBits = { __proto__: null, members: peer, run: deriveBits };
    return algorithm;
  });
}
