'use strict';
// Byte sequences are Uint8Arrays; these make them from a BufferSource.
const {
  ArrayBufferIsView, DataViewPrototypeGetBuffer, DataViewPrototypeGetByteLength, DataViewPrototypeGetByteOffset,
  TypedArrayPrototypeGetBuffer, TypedArrayPrototypeGetByteLength, TypedArrayPrototypeGetByteOffset,
  TypedArrayPrototypeGetSymbolToStringTag, Uint8Array,
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
