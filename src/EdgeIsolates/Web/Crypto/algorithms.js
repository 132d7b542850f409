'use strict';
// The registry of algorithms, and normalization: https://w3c.github.io/webcrypto/#algorithm-normalization
//
// An algorithm is a record of its operations, each { members, run }: the members of its parameter dictionary and what carries it out. It is made when it is
// first asked for: an isolate that hashes never makes RSA's.
const { StringPrototypeCharCodeAt, StringFromCharCode, TypeError } = internals.primordials;
const { webidl, crypto, ops, DOMException, bytes: { copyOf } } = internals;
const { converters } = webidl;

const registry = { __proto__: null };

const fail = (name, message) => { throw new DOMException(message, name); };

function upperCase(name) {
  let upper = '';
  for (let i = 0; i < name.length; i++) {
    const code = StringPrototypeCharCodeAt(name, i);
    upper += code >= 0x61 && code <= 0x7a ? StringFromCharCode(code - 32) : name[i];
  }
  return upper;
}

function find(name) {
  const key = upperCase(name), entry = registry[key];
  return typeof entry === 'function' ? (registry[key] = entry()) : entry;
}

const enforceRange = { __proto__: null, enforceRange: true };
const enforced = (type) => (value, prefix, context) => converters[type](value, prefix, context, enforceRange);

const types = {
  __proto__: null,
  octet: enforced('octet'),
  short: enforced('unsigned short'),
  long: enforced('unsigned long'),
  string: converters.DOMString,
  bytes: converters.BufferSource,
  integer: converters.Uint8Array,
  // https://w3c.github.io/webcrypto/#dfn-AlgorithmIdentifier
  identifier: (value, prefix, context) => (webidl.isObject(value) ? value : converters.DOMString(value, prefix, context)),
  key: (value, prefix, context) => {
    if (!crypto.isKey(value)) throw webidl.failure(prefix, context, "is not of type 'CryptoKey'");
    return crypto.innerOf(value);
  },
};

// The members of a dictionary come as a flat list: [name, type, whether it must be there, ...], in the order of Web IDL.
function convert(name, members, object, prefix) {
  const params = { __proto__: null, name };
  for (let i = 0; i < members.length; i += 3) {
    const key = members[i], value = object[key];
    if (value !== undefined) params[key] = types[members[i + 1]](value, prefix, `The member '${key}' of the algorithm`);
    else if (members[i + 2]) throw new TypeError(`${prefix}: The algorithm ${name} lacks its member '${key}'`);
  }
  for (let i = 0; i < members.length; i += 3) {
    const key = members[i], type = members[i + 1];
    if (params[key] === undefined) continue;
    if (type === 'bytes' || type === 'integer') params[key] = copyOf(params[key]);
    else if (type === 'identifier') params[key] = normalize('digest', params[key], prefix).name;
  }
  return params;
}

// https://w3c.github.io/webcrypto/#dfn-normalize-an-algorithm
// The parameters have the operation that they are for: `params.run`. `otherwise` is the operation to take when the algorithm lacks the first.
function normalize(operation, algorithm, prefix, otherwise = operation) {
  const isName = typeof algorithm === 'string';
  const given = isName ? algorithm : algorithm.name;
  if (given === undefined) throw new TypeError(`${prefix}: The algorithm has no member 'name'`);
  const definition = find(converters.DOMString(given, prefix, "The member 'name' of the algorithm"));
  const found = definition?.[operation] ?? definition?.[otherwise];
  if (found === undefined) fail('NotSupportedError', `${prefix}: The algorithm '${definition?.name ?? given}' is not supported for this`);
  const params = found.members === null
    ? { __proto__: null, name: definition.name }
    : convert(definition.name, found.members, isName ? { __proto__: null } : algorithm, prefix);
  params.run = found.run;
  return params;
}

crypto.identifier = types.identifier;
crypto.keyConverter = types.key;
crypto.normalize = normalize;
crypto.algorithmOf = find;
crypto.fail = fail;
// `make` is asked once, for the record of the algorithm's operations.
crypto.register = (name, make) => { registry[upperCase(name)] = make; };

// Usages outside of those that a key of the kind may have.
crypto.onlyUsages = (usages, allowed) => {
  if (usages & ~allowed) fail('SyntaxError', 'A key of this kind cannot have one of the usages given.');
};

const { register } = crypto;
for (const name of ['SHA-1', 'SHA-256', 'SHA-384', 'SHA-512']) {
  // https://w3c.github.io/webcrypto/#sha
  register(name, () => ({ __proto__: null, name, digest: { __proto__: null, members: null, run: (params, data) => ops.op_crypto_digest(name, data) } }));
}
