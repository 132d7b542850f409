'use strict';
// https://w3c.github.io/webcrypto/#subtlecrypto-interface
//
// Each method converts its arguments, normalizes its algorithm and starts the operation before it waits for anything, so what scripts change afterwards does not
// matter. Short operations are done in place; of long ones the host gives a promise for a ticket, and the bytes are fetched with that.
const {
  Symbol, TypeError, TypedArrayPrototypeGetBuffer, TypedArrayPrototypeGetByteLength, TypedArrayPrototypeGetSymbolToStringTag,
} = internals.primordials;
const { webidl, crypto, ops, bytes: { viewOf } } = internals;
const { converters, requiredArguments } = webidl;
const { fail, usage, identifier, keyConverter, normalize, algorithmOf, wrap, plainObject, jwk: jwks } = crypto;

const token = Symbol('SubtleCrypto');
const prefixOf = (method) => `Failed to execute '${method}' on 'SubtleCrypto'`;

const formats = { __proto__: null, raw: true, spki: true, pkcs8: true, jwk: true };

function formatOf(value, prefix, context) {
  const format = converters.DOMString(value, prefix, context);
  if (formats[format] === undefined) throw webidl.failure(prefix, context, `'${format}' is not a valid value of KeyFormat`);
  return format;
}

const usageList = webidl.sequence((value, prefix, context) => {
  const name = converters.DOMString(value, prefix, context);
  return usage[name] ?? (() => { throw webidl.failure(prefix, context, `'${name}' is not a valid value of KeyUsage`); })();
});

function usagesOf(value, prefix, context) {
  const list = usageList(value, prefix, context);
  let usages = 0;
  for (let i = 0; i < list.length; i++) usages |= list[i];
  return usages;
}

const isPromise = (result) => typeof result === 'object' && TypedArrayPrototypeGetSymbolToStringTag(result) === undefined;
const isYes = (result) => (typeof result === 'number' ? result : result[0]) === 1;

function checkUse(params, key, needed, prefix) {
  if (params.name !== key.algorithm.name) fail('InvalidAccessError', `${prefix}: The key is for ${key.algorithm.name}, not for ${params.name}`);
  if ((key.usages & usage[needed]) === 0) fail('InvalidAccessError', `${prefix}: The key lacks the usage '${needed}'`);
}

// https://w3c.github.io/webcrypto/#SubtleCrypto-method-importKey, behind the normalization
function importInner(params, format, data, extractable, usages, prefix) {
  const key = params.run(params, format, data, extractable, usages);
  if (key.type !== 'public' && usages === 0) fail('SyntaxError', `${prefix}: A private or secret key needs a usage`);
  key.extractable = extractable;
  key.usages = usages;
  return wrap(key);
}

// https://w3c.github.io/webcrypto/#SubtleCrypto-method-exportKey: bytes, or a JSON Web Key as a record
function exportInner(format, key, prefix) {
  const { exportKey } = algorithmOf(key.algorithm.name);
  if (exportKey === undefined) fail('NotSupportedError', `${prefix}: ${key.algorithm.name} keys cannot be exported`);
  if (!key.extractable) fail('InvalidAccessError', `${prefix}: The key is not extractable`);
  return exportKey(format, key);
}

// encrypt, decrypt and sign
function start(method, algorithm, key, data) {
  const prefix = prefixOf(method);
  const what = identifier(algorithm, prefix, 'Argument 1'), inner = keyConverter(key, prefix, 'Argument 2');
  const source = converters.BufferSource(data, prefix, 'Argument 3');
  const params = normalize(method, what, prefix);
  checkUse(params, inner, method, prefix);
  return params.run(params, inner, viewOf(source));
}

const fetchBytes = (ticket) => ops.op_crypto_take(ticket);
const bufferOf = TypedArrayPrototypeGetBuffer;

class SubtleCrypto {
  #brand;

  constructor(key = undefined) {
    if (key !== token) webidl.illegalConstructor();
  }

  async encrypt(algorithm, key, data) {
    this.#brand;
    requiredArguments(arguments.length, 3, prefixOf('encrypt'));
    const result = start('encrypt', algorithm, key, data);
    return bufferOf(isPromise(result) ? fetchBytes(await result) : result);
  }

  async decrypt(algorithm, key, data) {
    this.#brand;
    requiredArguments(arguments.length, 3, prefixOf('decrypt'));
    const result = start('decrypt', algorithm, key, data);
    return bufferOf(isPromise(result) ? fetchBytes(await result) : result);
  }

  async sign(algorithm, key, data) {
    this.#brand;
    requiredArguments(arguments.length, 3, prefixOf('sign'));
    const result = start('sign', algorithm, key, data);
    return bufferOf(isPromise(result) ? fetchBytes(await result) : result);
  }

  async verify(algorithm, key, signature, data) {
    this.#brand;
    const prefix = prefixOf('verify');
    requiredArguments(arguments.length, 4, prefix);
    const what = identifier(algorithm, prefix, 'Argument 1'), inner = keyConverter(key, prefix, 'Argument 2');
    const signed = converters.BufferSource(signature, prefix, 'Argument 3'), source = converters.BufferSource(data, prefix, 'Argument 4');
    const params = normalize('verify', what, prefix);
    checkUse(params, inner, 'verify', prefix);
    const result = params.run(params, inner, viewOf(signed), viewOf(source));
    return isYes(isPromise(result) ? fetchBytes(await result) : result);
  }

  async digest(algorithm, data) {
    this.#brand;
    const prefix = prefixOf('digest');
    requiredArguments(arguments.length, 2, prefix);
    const what = identifier(algorithm, prefix, 'Argument 1'), source = converters.BufferSource(data, prefix, 'Argument 2');
    const params = normalize('digest', what, prefix);
    const result = params.run(params, viewOf(source));
    return bufferOf(isPromise(result) ? fetchBytes(await result) : result);
  }

  async generateKey(algorithm, extractable, keyUsages) {
    this.#brand;
    const prefix = prefixOf('generateKey');
    requiredArguments(arguments.length, 3, prefix);
    const what = identifier(algorithm, prefix, 'Argument 1'), isExtractable = !!extractable, usages = usagesOf(keyUsages, prefix, 'Argument 3');
    const params = normalize('generateKey', what, prefix);
    const result = await params.run(params, isExtractable, usages);
    if (result.publicKey === undefined) {
      if (usages === 0) fail('SyntaxError', `${prefix}: A secret key needs a usage`);
      result.extractable = isExtractable;
      result.usages = usages;
      return wrap(result);
    }
    result.publicKey.extractable = true;
    result.privateKey.extractable = isExtractable;
    return plainObject({ __proto__: null, publicKey: wrap(result.publicKey), privateKey: wrap(result.privateKey) });
  }

  async deriveKey(algorithm, baseKey, derivedKeyType, extractable, keyUsages) {
    this.#brand;
    const prefix = prefixOf('deriveKey');
    requiredArguments(arguments.length, 5, prefix);
    const what = identifier(algorithm, prefix, 'Argument 1'), inner = keyConverter(baseKey, prefix, 'Argument 2');
    const derived = identifier(derivedKeyType, prefix, 'Argument 3'), isExtractable = !!extractable, usages = usagesOf(keyUsages, prefix, 'Argument 5');
    const params = normalize('deriveBits', what, prefix);
    const importParams = normalize('importKey', derived, prefix), lengthParams = normalize('getKeyLength', derived, prefix);
    checkUse(params, inner, 'deriveKey', prefix);
    const length = lengthParams.run(lengthParams);
    const result = params.run(params, inner, length);
    return importInner(importParams, 'raw', isPromise(result) ? fetchBytes(await result) : result, isExtractable, usages, prefix);
  }

  async deriveBits(algorithm, baseKey, length = null) {
    this.#brand;
    const prefix = prefixOf('deriveBits');
    requiredArguments(arguments.length, 2, prefix);
    const what = identifier(algorithm, prefix, 'Argument 1'), inner = keyConverter(baseKey, prefix, 'Argument 2');
    const bits = length === null ? null : converters['unsigned long'](length, prefix, 'Argument 3');
    const params = normalize('deriveBits', what, prefix);
    checkUse(params, inner, 'deriveBits', prefix);
    const result = params.run(params, inner, bits);
    return bufferOf(isPromise(result) ? fetchBytes(await result) : result);
  }

  async importKey(format, keyData, algorithm, extractable, keyUsages) {
    this.#brand;
    const prefix = prefixOf('importKey');
    requiredArguments(arguments.length, 5, prefix);
    const form = formatOf(format, prefix, 'Argument 1'), isBytes = webidl.isBufferSource(keyData);
    const given = isBytes ? converters.BufferSource(keyData, prefix, 'Argument 2') : jwks.toJwk(keyData, prefix, 'Argument 2');
    const what = identifier(algorithm, prefix, 'Argument 3'), isExtractable = !!extractable, usages = usagesOf(keyUsages, prefix, 'Argument 5');
    const params = normalize('importKey', what, prefix);
    if (isBytes === (form === 'jwk')) throw new TypeError(`${prefix}: Argument 2 is not what the format '${form}' needs`);
    return importInner(params, form, isBytes ? viewOf(given) : given, isExtractable, usages, prefix);
  }

  async exportKey(format, key) {
    this.#brand;
    const prefix = prefixOf('exportKey');
    requiredArguments(arguments.length, 2, prefix);
    const form = formatOf(format, prefix, 'Argument 1'), inner = keyConverter(key, prefix, 'Argument 2');
    const result = exportInner(form, inner, prefix);
    return form === 'jwk' ? plainObject(result) : bufferOf(result);
  }

  async wrapKey(format, key, wrappingKey, wrapAlgorithm) {
    this.#brand;
    const prefix = prefixOf('wrapKey');
    requiredArguments(arguments.length, 4, prefix);
    const form = formatOf(format, prefix, 'Argument 1'), inner = keyConverter(key, prefix, 'Argument 2');
    const wrapping = keyConverter(wrappingKey, prefix, 'Argument 3'), what = identifier(wrapAlgorithm, prefix, 'Argument 4');
    const params = normalize('wrapKey', what, prefix, 'encrypt');
    checkUse(params, wrapping, 'wrapKey', prefix);
    const exported = exportInner(form, inner, prefix);
    const result = params.run(params, wrapping, form === 'jwk' ? jwks.serialize(exported) : exported);
    return bufferOf(isPromise(result) ? fetchBytes(await result) : result);
  }

  async unwrapKey(format, wrappedKey, unwrappingKey, unwrapAlgorithm, unwrappedKeyAlgorithm, extractable, keyUsages) {
    this.#brand;
    const prefix = prefixOf('unwrapKey');
    requiredArguments(arguments.length, 7, prefix);
    const form = formatOf(format, prefix, 'Argument 1'), source = converters.BufferSource(wrappedKey, prefix, 'Argument 2');
    const unwrapping = keyConverter(unwrappingKey, prefix, 'Argument 3'), what = identifier(unwrapAlgorithm, prefix, 'Argument 4');
    const unwrapped = identifier(unwrappedKeyAlgorithm, prefix, 'Argument 5');
    const isExtractable = !!extractable, usages = usagesOf(keyUsages, prefix, 'Argument 7');
    const params = normalize('unwrapKey', what, prefix, 'decrypt'), importParams = normalize('importKey', unwrapped, prefix);
    checkUse(params, unwrapping, 'unwrapKey', prefix);
    const result = params.run(params, unwrapping, viewOf(source));
    const bytes = isPromise(result) ? fetchBytes(await result) : result;
    return importInner(importParams, form, form === 'jwk' ? jwks.parse(bytes, prefix) : bytes, isExtractable, usages, prefix);
  }

  // Of Workers, not of the specification: https://developers.cloudflare.com/workers/runtime-apis/web-crypto/#timingsafeequal
  timingSafeEqual(a, b) {
    this.#brand;
    const prefix = prefixOf('timingSafeEqual');
    requiredArguments(arguments.length, 2, prefix);
    const left = viewOf(converters.BufferSource(a, prefix, 'Argument 1')), right = viewOf(converters.BufferSource(b, prefix, 'Argument 2'));
    if (TypedArrayPrototypeGetByteLength(left) !== TypedArrayPrototypeGetByteLength(right)) {
      throw new TypeError(`${prefix}: The two must have the same length in bytes`);
    }
    return ops.op_crypto_equal(left, right);
  }
}

webidl.configureInterface(SubtleCrypto);
internals.expose('SubtleCrypto', SubtleCrypto);
crypto.createSubtle = () => new SubtleCrypto(token);
