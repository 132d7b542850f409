'use strict';
// What all asymmetric algorithms share: how their keys come in and go out.
const { crypto, ops, bytes: { copyOf } } = internals;
const { fail, newKey, onlyUsages, jwk: jwks } = crypto;

// A pair of a new private key; its halves get the usages that they can have.
function pairOf(privateBytes, algorithm, usages, publicUsages) {
  const publicKey = newKey('public', algorithm, ops.op_crypto_key_public(privateBytes));
  const privateKey = newKey('private', algorithm, privateBytes);
  publicKey.usages = usages & publicUsages;
  privateKey.usages = usages & ~publicUsages;
  return { __proto__: null, publicKey, privateKey };
}

// A private key that nobody may use is refused.
function needUsages(usages) {
  if (usages === 0) fail('SyntaxError', 'A private or secret key needs a usage.');
}

// Imports spki, pkcs8, raw and jwk. `kind` is the host's name of the key; `family` has publicUsages and privateUsages, and of JSON Web Keys: kty, use, the
// names of their numbers (those of a private key behind the public ones), check(jwk, kind, use) for what is the family's own, and describe(jwk, key), which adds it.
// `algorithmOf(bytes, isPrivate)` is asked for the key's algorithm.
function importKey(kind, family, algorithmOf, format, data, extractable, usages) {
  const isPrivate = format === 'pkcs8' || (format === 'jwk' && data.d !== undefined);
  if (format !== 'spki' && format !== 'pkcs8' && format !== 'jwk' && (format !== 'raw' || kind === 'RSA')) noFormat(kind, format);
  onlyUsages(usages, isPrivate ? family.privateUsages : family.publicUsages);
  const bytes = format === 'jwk' ? importJwk(kind, family, data, isPrivate, extractable, usages) : ops.op_crypto_key_import(kind, format, data);
  return newKey(isPrivate ? 'private' : 'public', algorithmOf(bytes, isPrivate), bytes);
}

const noFormat = (kind, format) => fail('NotSupportedError', `${kind} keys have no format '${format}'.`);

function importJwk(kind, family, jwk, isPrivate, extractable, usages) {
  jwks.check(jwk, family.kty, family.use, extractable, usages);
  family.check(jwk, kind, family.use);
  return ops.op_crypto_key_import_jwk(kind, jwks.join(jwk, isPrivate ? family.privateMembers : family.publicMembers), isPrivate);
}

function exportKey(kind, family, format, key) {
  const isPrivate = key.type === 'private';
  if (format === 'jwk') {
    const jwk = family.describe({ __proto__: null, kty: family.kty }, key);
    jwks.split(jwk, isPrivate ? family.privateMembers : family.publicMembers, ops.op_crypto_key_jwk(kind, key.bytes, isPrivate));
    return jwks.finish(jwk, key);
  }
  if (format === 'spki' || format === 'pkcs8') {
    if (isPrivate !== (format === 'pkcs8')) fail('InvalidAccessError', `A ${key.type} key cannot be exported as '${format}'.`);
    return copyOf(key.bytes);
  }
  if (format !== 'raw' || kind === 'RSA') noFormat(kind, format);
  if (isPrivate) fail('InvalidAccessError', "A private key cannot be exported as 'raw'.");
  return ops.op_crypto_key_raw(key.bytes);
}

function needType(key, type) {
  if (key.type !== type) fail('InvalidAccessError', `This needs a ${type} key.`);
}

crypto.asymmetric = { __proto__: null, pairOf, needUsages, needType, importKey, exportKey };
