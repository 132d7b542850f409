'use strict';
// https://fetch.spec.whatwg.org/#concept-body
//
// A body is a record: where its bytes are, and by what it was read. They are in `source` (a string, or a Uint8Array that
// nobody else may change), with the host (`host`), or come from `stream`. A stream is made of the others when a script
// asks for one; from then on the stream is the truth.
const {
  ArrayBufferPrototypeGetByteLength, NewList, StringPrototypeCharCodeAt, StringPrototypeSlice, TypedArrayPrototypeGetBuffer,
  TypedArrayPrototypeGetByteLength, TypeError, Uint8Array,
} = internals.primordials;
const { webidl, native, http, url, streams, formUrlencoded, bytes: { copyOf } } = internals;
const { converters, isBufferSource, scalarValues } = webidl;

class Body {
  source;
  host = null;
  stream = null;
  readBy = null; // the name of what read it first
  shared = false; // a clone has the same source

  constructor(source) {
    this.source = source;
  }

  static ofHost(number, length) {
    const body = new Body(null);
    body.host = new http.HostBody(number, length);
    return body;
  }

  static ofStream(stream) {
    const body = new Body(null);
    body.stream = stream;
    body.host = http.hostOfStream(stream);
    return body;
  }
}
Object.freeze(Body.prototype);

const textType = 'text/plain;charset=UTF-8';
const formType = 'application/x-www-form-urlencoded;charset=UTF-8';

// https://fetch.spec.whatwg.org/#concept-bodyinit-extract
// Further kinds of body (Blob, FormData) add themselves: (object) => { body, type } or null.
const extractors = [];

function extract(object, prefix) {
  if (typeof object === 'string') return { body: new Body(scalarValues(object)), type: textType };
  if (url.isSearchParams(object)) return { body: new Body(formUrlencoded.serialize(url.searchParamsList(object))), type: formType };
  if (isBufferSource(object)) return { body: new Body(copyOf(converters.BufferSource(object, prefix, 'The body'))), type: null };
  if (streams.isReadable(object)) return { body: fromStream(object, prefix), type: null };
  for (let i = 0; i < extractors.length; i++) {
    const extracted = extractors[i](object, prefix);
    if (extracted !== null) return extracted;
  }
  return { body: new Body(converters.USVString(object, prefix, 'The body')), type: textType };
}

function fromStream(stream, prefix) {
  if (streams.isDisturbed(stream)) throw new TypeError(`${prefix}: The stream has been read from already`);
  if (streams.isLocked(stream)) throw new TypeError(`${prefix}: The stream is locked to a reader`);
  return Body.ofStream(stream);
}

// What `body` gives scripts.
function streamOf(body) {
  if (body.stream !== null) return body.stream;
  if (body.readBy !== null) {
    body.stream = streams.fromBytes(new Uint8Array(0));
    streams.acquireReader(body.stream);
  } else if (body.host !== null) {
    body.stream = body.host.stream;
  } else {
    body.stream = streams.fromBytes(toBytes(body));
    body.source = null;
  }
  return body.stream;
}

// https://fetch.spec.whatwg.org/#concept-body-clone
function clone(body) {
  if (body === null) return null;
  if (body.stream === null && body.host === null) {
    const copy = new Body(body.source);
    body.shared = copy.shared = true;
    return copy;
  }
  const branches = streams.tee(streamOf(body), cloneChunk);
  body.stream = branches[0];
  body.host = null;
  return Body.ofStream(branches[1]);
}

const cloneChunk = (chunk) => internals.structured.clone(chunk, NewList(), NewList());

// https://fetch.spec.whatwg.org/#dom-request, "create a proxy": the bytes go over to a new body.
function handOver(body, name) {
  const taker = new Body(body.source);
  taker.shared = body.shared;
  if (body.stream !== null && body.host === null) {
    const between = streams.createTransform();
    native.markHandled(streams.pipeTo(body.stream, streams.writableOf(between)));
    taker.stream = streams.readableOf(between);
  } else if (body.host !== null) {
    const { length } = body.host;
    taker.host = new http.HostBody(body.host.take(), length);
  }
  body.readBy = name;
  body.source = body.host = null;
  return taker;
}

// https://fetch.spec.whatwg.org/#dom-body-bodyused
const isUsed = (body) => body !== null && (body.readBy !== null || (body.stream !== null && streams.isDisturbed(body.stream)));

// https://fetch.spec.whatwg.org/#body-unusable
const isUnusable = (body) => isUsed(body) || (body !== null && body.stream !== null && streams.isLocked(body.stream));

// The error of a second read names the first.
const usedError = (body, name) => {
  const first = body.readBy ?? (streams.isDisturbed(body.stream) ? 'a reader of its stream' : null);
  return new TypeError(first === null
    ? `The stream of the body is locked to a reader: ${name} cannot read it`
    : `Body has already been read: ${name} comes after ${first}; a body can be read once, use clone() before the first read`);
};

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

Object.assign(http, { Body, extractors, extract, streamOf, cloneBody: clone, handOver, isUsed, isUnusable, usedError, toText, toBytes });
