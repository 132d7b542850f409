'use strict';
// What env.NAME is for a binding of type kv: https://developers.cloudflare.com/kv/api/
// Shapes and types are looked at here; sizes and times by the host, which also says what is wrong in the words of Workers.
const {
  ArrayIsArray, Error, JSONParse, JSONStringify, Map, MapPrototypeSet, NewList, Promise, PromisePrototypeThen, PromiseReject, Symbol,
  TypedArrayPrototypeGetBuffer, TypeError,
} = internals.primordials;
const { bindings, http, native, streams, webidl } = internals;
const { converters, requiredArguments } = webidl;

const token = Symbol('KvNamespace');

const integer = webidl.nullable(converters['long long']);
const text = webidl.nullable(converters.USVString);

const getOptions = webidl.dictionary('KVNamespaceGetOptions', [
  { key: 'type', converter: converters.DOMString },
  { key: 'cacheTtl', converter: integer },
]);

const putOptions = webidl.dictionary('KVNamespacePutOptions', [
  { key: 'expiration', converter: integer },
  { key: 'expirationTtl', converter: integer },
  { key: 'metadata', converter: converters.any },
]);

const listOptions = webidl.dictionary('KVNamespaceListOptions', [
  { key: 'prefix', converter: text },
  { key: 'cursor', converter: text },
  { key: 'limit', converter: integer },
]);

// What the bytes of a value become.
const fromBytes = {
  __proto__: null,
  text: (bytes) => native.utf8Decode(bytes, false, true),
  json: (bytes) => JSONParse(native.utf8Decode(bytes, false, true)),
  arrayBuffer: (bytes) => TypedArrayPrototypeGetBuffer(bytes),
  stream: (bytes) => streams.fromBytes(bytes),
};

function keyOf(name, prefix) {
  const key = converters.USVString(name, prefix, 'Argument 1');
  if (key === '') throw new TypeError('Key name cannot be empty.');
  if (key === '.' || key === '..') throw new TypeError(`"${key}" is not allowed as a key name.`);
  return key;
}

function readOptions(options, prefix) {
  const given = typeof options === 'string' ? { __proto__: null, type: options } : getOptions(options, prefix, 'Argument 2');
  const { type = 'text', cacheTtl } = given;
  return { __proto__: null, type, cacheTtl };
}

function singleOptions(options, prefix) {
  const given = readOptions(options, prefix);
  if (fromBytes[given.type] === undefined) {
    throw new TypeError('Unknown response type. Possible types are "text", "arrayBuffer", "json", and "stream".');
  }
  return given;
}

function getOne(target, name, options, prefix) {
  const key = keyOf(name, prefix), { type, cacheTtl } = singleOptions(options, prefix);
  const isText = type === 'text' || type === 'json';
  return PromisePrototypeThen(target.call('get', [key, isText, cacheTtl]), (value) => {
    if (value === null || type === 'text') return value;
    return type === 'json' ? JSONParse(value) : fromBytes[type](value);
  });
}

function getOneWithMetadata(target, name, options, prefix) {
  const key = keyOf(name, prefix), { type, cacheTtl } = singleOptions(options, prefix);
  return PromisePrototypeThen(target.call('getWithMetadata', [key, cacheTtl]), (response) => {
    if (response === null) return { value: null, metadata: null, cacheStatus: null };
    const inner = http.innerResponseOf(response), json = inner.headerList.get('metadata');
    return new Promise((resolve, reject) => {
      http.gatherBody(inner.body, prefix, (bytes) => {
        try {
          resolve({ value: fromBytes[type](bytes), metadata: json === null ? null : JSONParse(json), cacheStatus: null });
        } catch (error) {
          reject(error);
        }
      }, reject);
    });
  });
}

function uniqueKeys(names, prefix) {
  const seen = { __proto__: null }, keys = NewList();
  for (let i = 0; i < names.length; i++) {
    const key = keyOf(names[i], prefix);
    if (seen[key]) continue;
    seen[key] = true;
    keys[keys.length] = key;
  }
  return keys;
}

function parseMany(value) {
  try {
    return JSONParse(value);
  } catch {
    throw new Error('KV GET_BULK failed: 400 At least one of the requested keys corresponds to a non-json value');
  }
}

function getMany(target, names, options, prefix, withMetadata) {
  const { type, cacheTtl } = readOptions(options, prefix);
  if (type !== 'text' && type !== 'json') throw new Error(`KV GET_BULK failed: 400 "${type}" is not a valid type. Use "json" or "text"`);
  const keys = uniqueKeys(names, prefix);
  return PromisePrototypeThen(target.call('getMany', [JSONStringify(keys), cacheTtl]), (entries) => {
    const result = new Map();
    for (let i = 0; i < keys.length; i++) MapPrototypeSet(result, keys[i], withMetadata ? { value: null, metadata: null } : null);
    for (let i = 0; i < entries.length; i++) {
      const entry = entries[i], value = type === 'json' ? parseMany(entry[1]) : entry[1];
      MapPrototypeSet(result, entry[0], withMetadata ? { value, metadata: entry[2] } : value);
    }
    return result;
  });
}

function valueOf(value, prefix) {
  if (!webidl.isObject(value)) return converters.DOMString(value, prefix, 'Argument 2');
  if (webidl.isBufferSource(value)) return converters.BufferSource(value, prefix, 'Argument 2');
  if (streams.isReadable(value)) return value;
  throw new TypeError('KV put() accepts only strings, ArrayBuffers, ArrayBufferViews, and ReadableStreams as values.');
}

function put(target, name, value, options, prefix) {
  const key = keyOf(name, prefix), { expiration, expirationTtl, metadata } = putOptions(options, prefix, 'Argument 3');
  const given = valueOf(value, prefix);
  const json = metadata === undefined || metadata === null ? undefined : JSONStringify(metadata);
  return target.call('put', [key, given, expiration, expirationTtl, json]);
}

// Whatever is wrong rejects the promise.
function attempt(steps) {
  try {
    return steps();
  } catch (error) {
    return PromiseReject(error);
  }
}

class KvNamespace {
  #target;

  constructor(given, target) {
    if (given !== token) webidl.illegalConstructor();
    this.#target = target;
  }

  get(key, options = undefined) {
    const prefix = "Failed to execute 'get' on 'KvNamespace'", count = arguments.length;
    return attempt(() => {
      requiredArguments(count, 1, prefix);
      return ArrayIsArray(key) ? getMany(this.#target, key, options, prefix, false) : getOne(this.#target, key, options, prefix);
    });
  }

  getWithMetadata(key, options = undefined) {
    const prefix = "Failed to execute 'getWithMetadata' on 'KvNamespace'", count = arguments.length;
    return attempt(() => {
      requiredArguments(count, 1, prefix);
      return ArrayIsArray(key) ? getMany(this.#target, key, options, prefix, true) : getOneWithMetadata(this.#target, key, options, prefix);
    });
  }

  put(key, value, options = undefined) {
    const prefix = "Failed to execute 'put' on 'KvNamespace'", count = arguments.length;
    return attempt(() => {
      requiredArguments(count, 2, prefix);
      return put(this.#target, key, value, options, prefix);
    });
  }

  delete(key) {
    const prefix = "Failed to execute 'delete' on 'KvNamespace'", count = arguments.length;
    return attempt(() => {
      requiredArguments(count, 1, prefix);
      return this.#target.call('delete', [keyOf(key, prefix)]);
    });
  }

  list(options = undefined) {
    return attempt(() => {
      const { prefix, cursor, limit } = listOptions(options, "Failed to execute 'list' on 'KvNamespace'", 'Argument 1');
      return this.#target.call('list', [prefix, cursor, limit]);
    });
  }
}

webidl.configureInterface(KvNamespace);
bindings.define('kv', (target) => new KvNamespace(token, target));
