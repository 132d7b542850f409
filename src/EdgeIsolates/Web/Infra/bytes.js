'use strict';
// Byte sequences are Uint8Arrays; these make them from a BufferSource. And sets of ASCII characters, for what is looked
// through without a regular expression.
const {
  ArrayBufferIsView, ArrayBufferPrototypeGetByteLength, DataViewPrototypeGetBuffer, DataViewPrototypeGetByteLength, DataViewPrototypeGetByteOffset,
  TypedArrayPrototypeGetBuffer, TypedArrayPrototypeGetByteLength, TypedArrayPrototypeGetByteOffset,
  TypedArrayPrototypeGetSymbolToStringTag, NewList, RegExpPrototypeExec, StringFromCharCode, StringPrototypeCharCodeAt, Uint8Array,
} = internals.primordials;
const { isArrayBuffer } = internals.webidl;

const isEmpty = (buffer) => isArrayBuffer(buffer) && ArrayBufferPrototypeGetByteLength(buffer) === 0;

// The same memory, seen as bytes. Of a buffer that was detached there is nothing; a view's constructor would throw.
function viewOf(source) {
  if (!ArrayBufferIsView(source)) return isEmpty(source) ? new Uint8Array(0) : new Uint8Array(source);
  if (TypedArrayPrototypeGetSymbolToStringTag(source) === undefined) {
    const buffer = DataViewPrototypeGetBuffer(source);
    return isEmpty(buffer) ? new Uint8Array(0) : new Uint8Array(buffer, DataViewPrototypeGetByteOffset(source), DataViewPrototypeGetByteLength(source));
  }
  const length = TypedArrayPrototypeGetByteLength(source);
  return length === 0 ? new Uint8Array(0) : new Uint8Array(TypedArrayPrototypeGetBuffer(source), TypedArrayPrototypeGetByteOffset(source), length);
}

// https://webidl.spec.whatwg.org/#dfn-get-buffer-source-copy
const copyOf = (source) => new Uint8Array(viewOf(source));

// A part of the same memory; subarray() would consult the patchable species.
const partOf = (bytes, start, end) =>
  new Uint8Array(TypedArrayPrototypeGetBuffer(bytes), TypedArrayPrototypeGetByteOffset(bytes) + start, end - start);

internals.bytes = { __proto__: null, viewOf, copyOf, partOf };

// The ASCII characters that a regular expression takes, asked while the snapshot is built.
function asciiSet(expression) {
  const set = NewList();
  for (let code = 0; code < 128; code++) set[code] = RegExpPrototypeExec(expression, StringFromCharCode(code)) !== null;
  return set;
}

// Where the characters of the set end, from `start` on.
function endOf(set, text, start) {
  let at = start;
  for (; at < text.length; at++) {
    const code = StringPrototypeCharCodeAt(text, at);
    if (code > 127 || !set[code]) break;
  }
  return at;
}

internals.characters = { __proto__: null, asciiSet, endOf };
