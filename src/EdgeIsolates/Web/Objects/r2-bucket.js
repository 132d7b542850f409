'use strict';
// https://developers.cloudflare.com/r2/api/workers/workers-api-reference/#bucket-method-definitions
const {
  ArrayIsArray, JSONParse, JSONStringify, NewList, PromisePrototypeThen, PromiseReject, ReflectApply, TypeError,
} = internals.primordials;
const { bindings, blob, http, r2, r2Options, streams, webidl } = internals;
const { converters, failure, isBufferSource, requiredArguments } = webidl;
const { token } = r2;
const { stream: blobStream } = internals.Blob.prototype;

const mostKeys = 1000;
const prefixOf = (name, owner = 'R2Bucket') => `Failed to execute '${name}' on '${owner}'`;

// A promise of what `take` makes of the host's answer; what `make` throws rejects it.
function call(target, method, make, take) {
  try {
    return PromisePrototypeThen(target.call(method, make()), take);
  } catch (error) {
    return PromiseReject(error);
  }
}

const keyOf = (value, prefix) => converters.USVString(value, prefix, 'Argument 1');

// What the host takes as a body.
function bodyOf(value, prefix) {
  if (value === null) return '';
  if (typeof value === 'string') return webidl.scalarValues(value);
  if (isBufferSource(value) || streams.isReadable(value)) return value;
  if (blob.isBlob(value)) return ReflectApply(blobStream, value, []);
  throw failure(prefix, 'Argument 2', "is not of type 'ReadableStream or ArrayBuffer or ArrayBufferView or string or Blob'");
}

function toObject(answer) {
  if (!http.isResponse(answer)) return r2.objectOf(answer);
  const inner = http.innerResponseOf(answer);
  return r2.objectOfResponse(inner, JSONParse(inner.headerList.get('object')));
}

const nothing = () => undefined;

class R2Bucket {
  #target;

  constructor(key, target) {
    if (key !== token) webidl.illegalConstructor();
    this.#target = target;
  }

  head(key) {
    const prefix = prefixOf('head'), count = arguments.length;
    return call(this.#target, 'head', () => {
      requiredArguments(count, 1, prefix);
      return NewList([keyOf(key, prefix)]);
    }, r2.objectOf);
  }

  get(key, options = undefined) {
    const prefix = prefixOf('get'), count = arguments.length;
    return call(this.#target, 'get', () => {
      requiredArguments(count, 1, prefix);
      return NewList([keyOf(key, prefix), JSONStringify(r2Options.forGet(options, prefix))]);
    }, toObject);
  }

  put(key, value, options = undefined) {
    const prefix = prefixOf('put'), count = arguments.length;
    return call(this.#target, 'put', () => {
      requiredArguments(count, 2, prefix);
      return NewList([keyOf(key, prefix), JSONStringify(r2Options.forPut(options, prefix)), bodyOf(value, prefix)]);
    }, r2.objectOf);
  }

  delete(keys) {
    const prefix = prefixOf('delete'), count = arguments.length;
    return call(this.#target, 'delete', () => {
      requiredArguments(count, 1, prefix);
      const list = NewList();
      if (ArrayIsArray(keys)) for (let i = 0; i < keys.length && i <= mostKeys; i++) list[i] = keyOf(keys[i], prefix);
      else list[0] = keyOf(keys, prefix);
      return NewList([JSONStringify(list)]);
    }, nothing);
  }

  list(options = undefined) {
    const prefix = prefixOf('list');
    return call(this.#target, 'list', () => NewList([JSONStringify(r2Options.forList(options, prefix))]), (page) => {
      const { objects } = page;
      for (let i = 0; i < objects.length; i++) objects[i] = r2.objectOf(objects[i]);
      return page;
    });
  }

  createMultipartUpload(key, options = undefined) {
    const prefix = prefixOf('createMultipartUpload'), count = arguments.length;
    let name;
    return call(this.#target, 'createUpload', () => {
      requiredArguments(count, 1, prefix);
      name = keyOf(key, prefix);
      return NewList([name, JSONStringify(r2Options.forUpload(options, prefix))]);
    }, (id) => new R2MultipartUpload(token, this.#target, name, id));
  }

  resumeMultipartUpload(key, uploadId) {
    const prefix = prefixOf('resumeMultipartUpload');
    requiredArguments(arguments.length, 2, prefix);
    return new R2MultipartUpload(token, this.#target, keyOf(key, prefix), converters.USVString(uploadId, prefix, 'Argument 2'));
  }
}

const partOf = (value, prefix) => {
  if (!webidl.isObject(value)) throw failure(prefix, 'A part', 'is not an object');
  return NewList([converters['long long'](value.partNumber, prefix, 'partNumber'), converters.USVString(value.etag, prefix, 'etag')]);
};

class R2MultipartUpload {
  key;
  uploadId;
  #target;
  #key;
  #id;

  constructor(token_, target, key, id) {
    if (token_ !== token) webidl.illegalConstructor();
    this.#target = target;
    this.key = this.#key = key;
    this.uploadId = this.#id = id;
  }

  uploadPart(partNumber, value, options = undefined) {
    const prefix = prefixOf('uploadPart', 'R2MultipartUpload'), count = arguments.length;
    let number;
    return call(this.#target, 'uploadPart', () => {
      requiredArguments(count, 2, prefix);
      number = converters['long long'](partNumber, prefix, 'Argument 1');
      if (number < 1 || number > 10000) throw new TypeError(`Part number must be between 1 and 10000 (inclusive). Actual value was: ${number}`);
      if (value === null) throw failure(prefix, 'Argument 2', 'is null');
      r2Options.checkPart(options, prefix);
      return NewList([this.#key, this.#id, number, bodyOf(value, prefix)]);
    }, (etag) => ({ partNumber: number, etag }));
  }

  abort() {
    return call(this.#target, 'abortUpload', () => NewList([this.#key, this.#id]), nothing);
  }

  complete(uploadedParts) {
    const prefix = prefixOf('complete', 'R2MultipartUpload'), count = arguments.length;
    return call(this.#target, 'completeUpload', () => {
      requiredArguments(count, 1, prefix);
      if (!ArrayIsArray(uploadedParts)) throw failure(prefix, 'Argument 1', 'is not an array');
      const parts = NewList();
      for (let i = 0; i < uploadedParts.length; i++) parts[i] = partOf(uploadedParts[i], prefix);
      return NewList([this.#key, this.#id, JSONStringify(parts)]);
    }, r2.objectOf);
  }
}

webidl.configureInterface(R2Bucket);
webidl.configureInterface(R2MultipartUpload);
bindings.define('r2', (target) => new R2Bucket(token, target));
