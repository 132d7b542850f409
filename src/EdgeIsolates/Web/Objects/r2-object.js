'use strict';
// https://developers.cloudflare.com/r2/api/workers/workers-api-reference/#r2object-definition
// Made of what the host tells as JSON; see Bindings/Objects/ObjectCalls.cs.
const {
  Date, DatePrototypeToUTCString, NewList, ObjectDefineProperty, ObjectKeys, ReflectApply, StringPrototypeSlice, Symbol, TypedArrayPrototypeGetBuffer, TypeError,
  Uint8Array, parseInt, globalThis: { Headers },
} = internals.primordials;
const { http, webidl } = internals;

const r2 = internals.r2 = { __proto__: null };
const token = r2.token = Symbol('R2');
const { set: setHeader } = Headers.prototype;

const httpFields = NewList(['contentType', 'contentLanguage', 'contentDisposition', 'contentEncoding', 'cacheControl']);
const httpHeaders = NewList(['content-type', 'content-language', 'content-disposition', 'content-encoding', 'cache-control']);

function bufferOf(hex) {
  const bytes = new Uint8Array(hex.length / 2);
  for (let i = 0; i < bytes.length; i++) bytes[i] = parseInt(StringPrototypeSlice(hex, i * 2, i * 2 + 2), 16);
  return TypedArrayPrototypeGetBuffer(bytes);
}

class R2Checksums {
  #hex;

  constructor(key, hex) {
    if (key !== token) webidl.illegalConstructor();
    this.#hex = hex;
    const names = ObjectKeys(hex);
    for (let i = 0; i < names.length; i++) {
      ObjectDefineProperty(this, names[i], { __proto__: null, value: bufferOf(hex[names[i]]), writable: false, enumerable: true, configurable: true });
    }
  }

  toJSON() {
    const hex = this.#hex, copy = {}, names = ObjectKeys(hex);
    for (let i = 0; i < names.length; i++) {
      ObjectDefineProperty(copy, names[i], { __proto__: null, value: hex[names[i]], writable: true, enumerable: true, configurable: true });
    }
    return copy;
  }
}

class R2Object {
  key;
  version;
  size;
  etag;
  httpEtag;
  uploaded;
  checksums;
  httpMetadata;
  customMetadata;
  range;
  storageClass = 'Standard';
  #isObject = true;

  constructor(key, data) {
    if (key !== token) webidl.illegalConstructor();
    const { http: httpMetadata } = data;
    if (httpMetadata !== undefined && httpMetadata.cacheExpiry !== undefined) httpMetadata.cacheExpiry = new Date(httpMetadata.cacheExpiry);
    this.key = data.key;
    this.version = data.version;
    this.size = data.size;
    this.etag = data.etag;
    this.httpEtag = `"${data.etag}"`;
    this.uploaded = new Date(data.uploaded);
    this.checksums = new R2Checksums(token, data.checksums);
    this.httpMetadata = httpMetadata;
    this.customMetadata = data.custom;
    this.range = data.range;
  }

  writeHttpMetadata(headers) {
    this.#isObject;
    if (!http.isHeaders(headers)) throw new TypeError("Failed to execute 'writeHttpMetadata' on 'R2Object': Argument 1 is not a Headers object");
    const { httpMetadata } = this;
    if (httpMetadata === undefined || httpMetadata === null) return;
    for (let i = 0; i < httpFields.length; i++) {
      const value = httpMetadata[httpFields[i]];
      if (value !== undefined) ReflectApply(setHeader, headers, [httpHeaders[i], value]);
    }
    if (httpMetadata.cacheExpiry !== undefined) ReflectApply(setHeader, headers, ['expires', DatePrototypeToUTCString(httpMetadata.cacheExpiry)]);
  }
}

let innerOf;

class R2ObjectBody extends R2Object {
  #inner;

  constructor(key, data, inner) {
    super(key, data);
    this.#inner = inner;
  }

  static {
    innerOf = (object) => object.#inner;
  }
}

http.mixinBody(R2ObjectBody, (object) => innerOf(object));
delete R2ObjectBody.prototype.formData;

webidl.configureInterface(R2Checksums);
webidl.configureInterface(R2Object);
webidl.configureInterface(R2ObjectBody);

r2.objectOf = (data) => (data === null ? null : new R2Object(token, data));

// With a body: a response of the host, whose header `object` has the rest.
r2.objectOfResponse = (inner, data) => {
  inner.headerList.delete('object');
  return new R2ObjectBody(token, data, inner);
};
