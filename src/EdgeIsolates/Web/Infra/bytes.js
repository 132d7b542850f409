'use strict';
// Byte sequences are Uint8Arrays; these make them from a BufferSource. And sets of ASCII characters, for what is looked
// through without a regular expression.
const {
  ArrayBufferIsView, DataViewPrototypeGetBuffer, DataViewPrototypeGetByteLength, DataViewPrototypeGetByteOffset,
  TypedArrayPrototypeGetBuffer, TypedArrayPrototypeGetByteLength, TypedArrayPrototypeGetByteOffset,
  TypedArrayPrototypeGetSymbolToStringTag, NewList, RegExpPrototypeExec, StringFromCharCode, StringPrototypeCharCodeAt, Uint8Array,
} = internals.primordials;

// The same memory, seen as bytes.
function viewOf(source) {
  if (!ArrayBufferIsView(source)) return new Uint8Array(source);
  if (TypedArrayPrototypeGetSymbolToStringTag(source) === undefined) {
    return new Uint8Array(DataViewPrototypeGetBuffer(source), DataViewPrototypeGetByteOffset(source), DataViewPrototypeGetByteLength(source));
  }
  return new Uint8Array(TypedArrayPrototypeGetBuffer(source), TypedArrayPrototypeGetByteOffset(source), TypedArrayPrototypeGetByteLength(source));
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
