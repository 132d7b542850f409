'use strict';
// https://streams.spec.whatwg.org/#misc-abstract-ops, those of buffers
const {
  ArrayBufferPrototypeGetByteLength, BigInt64Array, BigUint64Array, DataView, DataViewPrototypeGetBuffer,
  DataViewPrototypeGetByteLength, DataViewPrototypeGetByteOffset, Float32Array, Float64Array, Int16Array, Int32Array, Int8Array,
  TypedArrayPrototypeGetBuffer, TypedArrayPrototypeGetByteLength, TypedArrayPrototypeGetByteOffset, TypedArrayPrototypeGetLength,
  TypedArrayPrototypeGetSymbolToStringTag, TypedArrayPrototypeSet, Uint16Array, Uint32Array, Uint8Array, Uint8ClampedArray,
} = internals.primordials;
const { streams, bytes: { isDetached, transfer } } = internals;

const viewTypes = {
  __proto__: null,
  Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array, Float32Array, Float64Array,
  BigInt64Array, BigUint64Array,
};

// What a view is, read once: getters of the prototypes are not asked again.
class ViewInfo {
  type = DataView;
  elementSize = 1;
  buffer;
  byteOffset;
  byteLength;
  length; // in elements

  constructor(view) {
    const tag = TypedArrayPrototypeGetSymbolToStringTag(view);
    if (tag === undefined) {
      this.buffer = DataViewPrototypeGetBuffer(view);
      this.byteOffset = DataViewPrototypeGetByteOffset(view);
      this.length = this.byteLength = DataViewPrototypeGetByteLength(view);
      return;
    }
    this.type = viewTypes[tag];
    this.elementSize = this.type.BYTES_PER_ELEMENT;
    this.buffer = TypedArrayPrototypeGetBuffer(view);
    this.byteOffset = TypedArrayPrototypeGetByteOffset(view);
    this.byteLength = TypedArrayPrototypeGetByteLength(view);
    this.length = TypedArrayPrototypeGetLength(view);
  }
}
Object.freeze(ViewInfo.prototype);

// A detached DataView has no length to read, unlike a typed array.
const isDetachedView = (view) => {
  const tag = TypedArrayPrototypeGetSymbolToStringTag(view);
  return isDetached(tag === undefined ? DataViewPrototypeGetBuffer(view) : TypedArrayPrototypeGetBuffer(view));
};

// https://tc39.es/ecma262/#sec-copydatablockbytes
function copyBytes(to, toIndex, from, fromIndex, count) {
  TypedArrayPrototypeSet(new Uint8Array(to, toIndex, count), new Uint8Array(from, fromIndex, count));
}

// https://streams.spec.whatwg.org/#abstract-opdef-cloneasuint8array, of a part of a buffer
const cloneBytes = (buffer, byteOffset, byteLength) => new Uint8Array(new Uint8Array(buffer, byteOffset, byteLength));

Object.assign(streams, { byteLengthOf: ArrayBufferPrototypeGetByteLength, ViewInfo, isDetachedView, isDetached, transfer, copyBytes, cloneBytes });
