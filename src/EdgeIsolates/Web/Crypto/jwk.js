'use strict';
// JSON Web Keys: https://w3c.github.io/webcrypto/#JsonWebKey-dictionary
// Inside they are records without a prototype; scripts get ordinary objects. The numbers of asymmetric keys go to the host as one text with dots between.
const {
  ArrayIsArray, JSONParse, JSONStringify, NewList, ObjectKeys, ObjectSetPrototypeOf, StringPrototypeSplit,
} = internals.primordials;
const { webidl, crypto, ops, native } = internals;
const { converters } = webidl;
const { fail, usage, plainUsages } = crypto;

const texts = NewList(['alg', 'crv', 'd', 'dp', 'dq', 'e', 'ext', 'k', 'key_ops', 'kty', 'n', 'oth', 'p', 'q', 'qi', 'use', 'x', 'y']);
const otherPrime = (value, prefix, context) => {
  if (value !== undefined && value !== null && !webidl.isObject(value)) throw webidl.failure(prefix, context, 'is not an object');
  return value;
};
const otherPrimes = webidl.sequence(otherPrime);

// https://webidl.spec.whatwg.org/#js-dictionary
function toJwk(value, prefix, context) {
  const jwk = { __proto__: null };
  if (value === undefined || value === null) return jwk;
  if (!webidl.isObject(value)) throw webidl.failure(prefix, context, 'is neither bytes nor a JSON Web Key');
  for (let i = 0; i < texts.length; i++) {
    const name = texts[i], member = value[name];
    if (member === undefined) continue;
    const where = `The member '${name}' of the JSON Web Key`;
    if (name === 'ext') jwk.ext = converters.boolean(member);
    else if (name === 'key_ops') jwk.key_ops = converters['sequence<DOMString>'](member, prefix, where);
    else if (name === 'oth') jwk.oth = otherPrimes(member, prefix, where);
    else jwk[name] = converters.DOMString(member, prefix, where);
  }
  return jwk;
}

const invalid = (what) => fail('DataError', `The JSON Web Key ${what}.`);

// What every import asks of a key.
function check(jwk, kty, use, extractable, usages) {
  if (jwk.kty !== kty) invalid(`is of another type than '${kty}'`);
  if (usages !== 0 && jwk.use !== undefined && jwk.use !== use) invalid(`is not for the use '${use}'`);
  if (jwk.key_ops !== undefined) checkOperations(jwk.key_ops, usages);
  if (jwk.ext === false && extractable) invalid('may not be imported as extractable');
}

// https://datatracker.ietf.org/doc/html/rfc7517#section-4.3
function checkOperations(operations, usages) {
  let named = 0;
  for (let i = 0; i < operations.length; i++) {
    for (let j = 0; j < i; j++) if (operations[i] === operations[j]) invalid('names an operation twice');
    named |= usage[operations[i]] ?? 0;
  }
  if (usages & ~named) invalid('does not allow all of the usages given');
}

function checkAlgorithm(jwk, name, otherName = name) {
  if (jwk.alg !== undefined && jwk.alg !== name && jwk.alg !== otherName) invalid(`is not for the algorithm '${name}'`);
}

// The bytes of a secret key.
function secretOf(jwk) {
  if (jwk.k === undefined) invalid("lacks its member 'k'");
  return ops.op_crypto_base64url_decode(jwk.k);
}

function secret(key, alg) {
  return finish({ __proto__: null, kty: 'oct', k: ops.op_crypto_base64url_encode(key.bytes), alg }, key);
}

function finish(jwk, key) {
  jwk.key_ops = plainUsages(key.usages);
  jwk.ext = key.extractable;
  return jwk;
}

// The members of a key's numbers, joined for the host.
function join(jwk, members) {
  let text = '';
  for (let i = 0; i < members.length; i++) {
    const number = jwk[members[i]];
    if (number === undefined) invalid(`lacks its member '${members[i]}'`);
    text += i === 0 ? number : `.${number}`;
  }
  return text;
}

function split(jwk, members, text) {
  const numbers = StringPrototypeSplit(text, '.');
  for (let i = 0; i < numbers.length; i++) jwk[members[i]] = numbers[i];
  return jwk;
}

// https://w3c.github.io/webcrypto/#concept-parse-a-jwk
function parse(data, prefix) {
  let value;
  try {
    value = JSONParse(native.utf8Decode(data, false, false));
  } catch {
    value = null;
  }
  if (!webidl.isObject(value) || ArrayIsArray(value)) fail('DataError', 'The data are no JSON Web Key.');
  const jwk = toJwk(ObjectSetPrototypeOf(value, null), prefix);
  if (jwk.kty === undefined) invalid("lacks its member 'kty'");
  return jwk;
}

// By hand, because JSON.stringify asks objects and arrays for a patchable `toJSON`.
function serialize(jwk) {
  let text = '';
  const keys = ObjectKeys(jwk);
  for (let i = 0; i < keys.length; i++) {
    const value = jwk[keys[i]];
    text += `${i === 0 ? '{' : ','}"${keys[i]}":${keys[i] === 'key_ops' ? serializeList(value) : JSONStringify(value)}`;
  }
  return native.utf8Encode(`${text}}`);
}

function serializeList(list) {
  let text = '';
  for (let i = 0; i < list.length; i++) text += `${i === 0 ? '' : ','}${JSONStringify(list[i])}`;
  return `[${text}]`;
}

crypto.jwk = { __proto__: null, toJwk, check, checkAlgorithm, invalid, secretOf, secret, finish, join, split, parse, serialize };
