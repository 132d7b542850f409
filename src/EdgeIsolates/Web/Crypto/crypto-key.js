'use strict';
// https://w3c.github.io/webcrypto/#cryptokey-interface
//
// A key is an inner record and a thin object over it. The record holds the bytes: raw ones of a secret key, SubjectPublicKeyInfo of a public, PKCS #8 of
// a private one. So keys need no care by the host: they are the script's own memory. Records have no prototype: promises resolved with them ask
// nobody for `then`. A record has a number, by which the host knows the key again that it has parsed before; it never changes once made.
const { NewList, ObjectDefineProperty, ObjectKeys, Symbol, TypedArrayPrototypeGetSymbolToStringTag } = internals.primordials;
const { webidl, bytes: { copyOf } } = internals;

const token = Symbol('CryptoKey');
const usageNames = NewList(['encrypt', 'decrypt', 'sign', 'verify', 'deriveKey', 'deriveBits', 'wrapKey', 'unwrapKey']);

// Sets of usages are bits.
const usage = { __proto__: null, encrypt: 1, decrypt: 2, sign: 4, verify: 8, deriveKey: 16, deriveBits: 32, wrapKey: 64, unwrapKey: 128 };

let lastNumber = 0;

const newKey = (type, algorithm, bytes) =>
  ({ __proto__: null, type, algorithm, bytes, extractable: false, usages: 0, number: ++lastNumber });

// What scripts get are ordinary objects and arrays, filled without asking a patched prototype.
const define = (object, key, value) =>
  ObjectDefineProperty(object, key, { __proto__: null, value, writable: true, enumerable: true, configurable: true });

function plainUsages(usages) {
  const list = [];
  for (let i = 0; i < usageNames.length; i++) if (usages & usage[usageNames[i]]) define(list, list.length, usageNames[i]);
  return list;
}

function plainObject(record) {
  const object = {}, keys = ObjectKeys(record);
  for (let i = 0; i < keys.length; i++) define(object, keys[i], record[keys[i]]);
  return object;
}

// https://w3c.github.io/webcrypto/#key-algorithm-dictionary
function plainAlgorithm(algorithm) {
  const object = plainObject(algorithm);
  if (algorithm.hash !== undefined) define(object, 'hash', { name: algorithm.hash });
  if (TypedArrayPrototypeGetSymbolToStringTag(algorithm.publicExponent) !== undefined) define(object, 'publicExponent', copyOf(algorithm.publicExponent));
  return object;
}

class CryptoKey {
  #inner;
  #algorithm = null;
  #usages = null;

  constructor(key = undefined, inner = undefined) {
    if (key !== token) webidl.illegalConstructor();
    this.#inner = inner;
  }

  get type() { return this.#inner.type; }
  get extractable() { return this.#inner.extractable; }
  get algorithm() { return (this.#algorithm ??= plainAlgorithm(this.#inner.algorithm)); }
  get usages() { return (this.#usages ??= plainUsages(this.#inner.usages)); }

  static {
    internals.crypto = {
      __proto__: null,
      usage,
      newKey,
      plainUsages,
      plainObject,
      isKey: (value) => webidl.isObject(value) && #inner in value,
      innerOf: (key) => key.#inner,
      wrap: (inner) => new CryptoKey(token, inner),
      // For structuredClone: records are never changed, so two keys may share one.
      cloneKey: (key) => new CryptoKey(token, key.#inner),
    };
  }
}

webidl.configureInterface(CryptoKey);
internals.expose('CryptoKey', CryptoKey);
