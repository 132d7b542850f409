'use strict';
// https://fetch.spec.whatwg.org/#body-mixin
//
// A body is a record: where its bytes are (`source`: a string or a Uint8Array that nobody else may change), and by
// what it was read. Streams join here: `source` null and `stream` set.
const {
  JSONParse, ObjectDefineProperty, PromiseReject, PromiseResolve, ReflectGetOwnPropertyDescriptor, ReflectOwnKeys,
  StringPrototypeCharCodeAt, StringPrototypeSlice, TypedArrayPrototypeGetBuffer, TypedArrayPrototypeGetByteLength,
  ArrayBufferPrototypeGetByteLength, TypeError,
} = internals.primordials;
const { webidl, native, http, url, formUrlencoded, bytes: { copyOf } } = internals;
const { converters, isBufferSource, scalarValues } = webidl;

class Body {
  source;
  readBy = null; // the name of what read it first
  shared = false; // a clone has the same source
  stream = null;

  constructor(source) {
    this.source = source;
  }
}
Object.freeze(Body.prototype);

const textType = 'text/plain;charset=UTF-8';
const formType = 'application/x-www-form-urlencoded;charset=UTF-8';

// https://fetch.spec.whatwg.org/#concept-bodyinit-extract
// Further kinds of body (Blob, FormData, ReadableStream) add themselves: (object) => { body, type } or null.
const extractors = [];

function extract(object, prefix) {
  if (typeof object === 'string') return { body: new Body(scalarValues(object)), type: textType };
  if (url.isSearchParams(object)) return { body: new Body(formUrlencoded.serialize(url.searchParamsList(object))), type: formType };
  if (isBufferSource(object)) return { body: new Body(copyOf(converters.BufferSource(object, prefix, 'The body'))), type: null };
  for (let i = 0; i < extractors.length; i++) {
    const extracted = extractors[i](object, prefix);
    if (extracted !== null) return extracted;
  }
  return { body: new Body(converters.USVString(object, prefix, 'The body')), type: textType };
}

function clone(body) {
  if (body === null) return null;
  const copy = new Body(body.source);
  body.shared = copy.shared = true;
  return copy;
}

const isUsed = (body) => body !== null && body.readBy !== null;

// The error of a second read names the first.
const usedError = (body, name) =>
  new TypeError(`Body has already been read: ${name} comes after ${body.readBy}; a body can be read once, use clone() before the first read`);

// https://encoding.spec.whatwg.org/#utf-8-decode
function toText(body) {
  const { source } = body;
  if (typeof source !== 'string') return native.utf8Decode(source, false, false);
  return source.length > 0 && StringPrototypeCharCodeAt(source, 0) === 0xfeff ? StringPrototypeSlice(source, 1) : source;
}

// The bytes, for a caller that may keep and change them.
function toBytes(body) {
  const { source } = body;
  if (typeof source === 'string') return native.utf8Encode(source);
  const wholeBuffer = ArrayBufferPrototypeGetByteLength(TypedArrayPrototypeGetBuffer(source)) === TypedArrayPrototypeGetByteLength(source);
  return body.shared || !wholeBuffer ? copyOf(source) : source;
}

const toArrayBuffer = (body) => TypedArrayPrototypeGetBuffer(toBytes(body));
const toJson = (body) => JSONParse(toText(body));
const empty = new Body('');

// https://fetch.spec.whatwg.org/#concept-body-consume-body
function consume(object, innerOf, name, convert) {
  try {
    const { body } = innerOf(object);
    if (body === null) return PromiseResolve(convert(empty));
    if (body.readBy !== null) throw usedError(body, name);
    body.readBy = name;
    const value = convert(body);
    body.source = null;
    return PromiseResolve(value);
  } catch (error) {
    return PromiseReject(error);
  }
}

// Gives the prototype of Request or Response the members of the Body mixin.
function mixin(Interface, innerOf) {
  const members = {
    get body() {
      const { body } = innerOf(this);
      return body === null ? null : http.streamOf(body);
    },
    get bodyUsed() { return isUsed(innerOf(this).body); },
    arrayBuffer() { return consume(this, innerOf, 'arrayBuffer()', toArrayBuffer); },
    bytes() { return consume(this, innerOf, 'bytes()', toBytes); },
    json() { return consume(this, innerOf, 'json()', toJson); },
    text() { return consume(this, innerOf, 'text()', toText); },
  };
  const keys = ReflectOwnKeys(members);
  for (let i = 0; i < keys.length; i++) {
    ObjectDefineProperty(Interface.prototype, keys[i], ReflectGetOwnPropertyDescriptor(members, keys[i]));
  }
}

// Replaced when ReadableStream exists.
http.streamOf = () => {
  throw new TypeError("The 'body' stream is not available yet: read the body with text(), json(), bytes() or arrayBuffer()");
};

Object.assign(http, { Body, extractors, extract, cloneBody: clone, isUsed, usedError, mixinBody: mixin, toText });
