'use strict';
// https://fetch.spec.whatwg.org/#body-mixin
const {
  JSONParse, ObjectDefineProperty, Promise, PromiseReject, PromiseResolve, ReflectGetOwnPropertyDescriptor, ReflectOwnKeys,
  TypedArrayPrototypeGetBuffer,
} = internals.primordials;
const { http, streams } = internals;
const { Body, toText, toBytes, isUnusable, usedError } = http;

const toArrayBuffer = (body) => TypedArrayPrototypeGetBuffer(toBytes(body));
const toJson = (body) => JSONParse(toText(body));

// https://fetch.spec.whatwg.org/#concept-body-mime-type
const mimeTypeOf = (inner) => internals.mime.extractFromHeaders(inner.headerList);

function toBlob(body, inner) {
  const type = mimeTypeOf(inner);
  return internals.blob.create(toBytes(body), type === null ? '' : internals.mime.serialize(type));
}

const toFormData = (body, inner) => internals.formData.parse(toBytes(body), mimeTypeOf(inner));

const empty = new Body('');

// All bytes, wherever they are now, to callbacks.
function gather(body, onBytes, onError) {
  if (body.host !== null && (body.stream === null || http.hostOfStream(body.stream) !== null)) {
    if (body.stream !== null) streams.acquireReader(body.stream);
    body.host.gather(onBytes, onError);
  } else {
    streams.collect(body.stream, onBytes, onError);
  }
}

// https://fetch.spec.whatwg.org/#concept-body-consume-body
function consume(object, innerOf, name, convert) {
  try {
    const inner = innerOf(object), { body } = inner;
    if (body === null) return PromiseResolve(convert(empty, inner));
    if (isUnusable(body)) throw usedError(body, name);
    body.readBy = name;
    if (body.host !== null || body.stream !== null) return consumeLater(inner, convert);
    const value = convert(body, inner);
    body.source = null;
    return PromiseResolve(value);
  } catch (error) {
    return PromiseReject(error);
  }
}

const consumeLater = (inner, convert) => new Promise((resolve, reject) => {
  gather(inner.body, (bytes) => {
    try {
      resolve(convert(new Body(bytes), inner));
    } catch (error) {
      reject(error);
    }
  }, reject);
});

// Gives the prototype of Request or Response the members of the Body mixin.
http.mixinBody = (Interface, innerOf) => {
  const members = {
    get body() {
      const { body } = innerOf(this);
      return body === null ? null : http.streamOf(body);
    },
    get bodyUsed() { return http.isUsed(innerOf(this).body); },
    arrayBuffer() { return consume(this, innerOf, 'arrayBuffer()', toArrayBuffer); },
    blob() { return consume(this, innerOf, 'blob()', toBlob); },
    bytes() { return consume(this, innerOf, 'bytes()', toBytes); },
    formData() { return consume(this, innerOf, 'formData()', toFormData); },
    json() { return consume(this, innerOf, 'json()', toJson); },
    text() { return consume(this, innerOf, 'text()', toText); },
  };
  const keys = ReflectOwnKeys(members);
  for (let i = 0; i < keys.length; i++) {
    ObjectDefineProperty(Interface.prototype, keys[i], ReflectGetOwnPropertyDescriptor(members, keys[i]));
  }
};

// All bytes of a body that somebody of ours reads: (bytes) => …, (error) => ….
http.gatherBody = (body, name, onBytes, onError) => {
  if (body === null) {
    onBytes(toBytes(empty));
    return;
  }
  if (isUnusable(body)) throw usedError(body, name);
  body.readBy = name;
  if (body.host !== null || body.stream !== null) gather(body, onBytes, onError);
  else onBytes(toBytes(body));
};
