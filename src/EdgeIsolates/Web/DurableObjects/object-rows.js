'use strict';
// What storage gives back as bytes: entries of a listing, rows of a statement. The other side is Bindings/DurableObjects/ObjectOps.cs and ObjectSqlOps.cs.
const {
  DataView, DataViewPrototypeGetFloat64, DataViewPrototypeGetUint32, TypedArrayPrototypeGetBuffer, TypedArrayPrototypeGetByteLength,
  TypedArrayPrototypeGetByteOffset, TypedArrayPrototypeSlice, Uint8Array,
} = internals.primordials;
const { native, objects } = internals;

class Page {
  isLast;
  #buffer;
  #view;
  #offset;
  #length;
  #at = 1;

  constructor(bytes) {
    this.#buffer = TypedArrayPrototypeGetBuffer(bytes);
    this.#offset = TypedArrayPrototypeGetByteOffset(bytes);
    this.#length = TypedArrayPrototypeGetByteLength(bytes);
    this.#view = new DataView(this.#buffer, this.#offset, this.#length);
    this.isLast = bytes[0] === 1;
  }

  get isOver() { return this.#at >= this.#length; }

  length() {
    const value = DataViewPrototypeGetUint32(this.#view, this.#at, true);
    this.#at += 4;
    return value;
  }

  // A view of the next bytes; they belong to the page.
  bytes(length) {
    const view = new Uint8Array(this.#buffer, this.#offset + this.#at, length);
    this.#at += length;
    return view;
  }

  text(length) { return native.utf8Decode(this.bytes(length), false, true); }

  value() {
    const letter = this.bytes(1)[0];
    if (letter === 110) return null; // n
    if (letter === 100) { // d
      const number = DataViewPrototypeGetFloat64(this.#view, this.#at, true);
      this.#at += 8;
      return number;
    }
    const length = this.length();
    return letter === 116 ? this.text(length) : TypedArrayPrototypeGetBuffer(TypedArrayPrototypeSlice(this.bytes(length)));
  }
}
Object.freeze(Page.prototype);

objects.readPage = (bytes) => new Page(bytes);
