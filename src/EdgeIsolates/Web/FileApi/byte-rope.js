'use strict';
// What a Blob holds: bytes that nobody changes, as a list of pieces.
//
// Blobs made of blobs, and slices, share the pieces of their sources. Short pieces are copied together, and a list that grew long is
// flattened, so that blobs doubled again and again end at the budget for buffers instead of in a list without end.
const {
  MathMin, NewList, TypedArrayPrototypeGetByteLength, TypedArrayPrototypeSet, Uint8Array,
} = internals.primordials;
const { bytes: { partOf, copyOf } } = internals;

const shortPiece = 4096;
const mostPieces = 512;

class ByteRope {
  size = 0;
  #pieces = NewList();

  // Pieces that nobody changes.
  add(piece) {
    const length = TypedArrayPrototypeGetByteLength(piece);
    if (length === 0) return;
    this.#pieces[this.#pieces.length] = piece;
    this.size += length;
    if (this.#pieces.length > mostPieces) this.flat();
  }

  addRope(rope) {
    for (let i = 0; i < rope.#pieces.length; i++) this.add(rope.#pieces[i]);
  }

  // The part from start to end, sharing the memory.
  slice(start, end) {
    const part = new ByteRope();
    for (let i = 0, at = 0; i < this.#pieces.length && at < end; i++) {
      const piece = this.#pieces[i], length = TypedArrayPrototypeGetByteLength(piece);
      if (at + length > start) part.add(partOf(piece, start > at ? start - at : 0, MathMin(length, end - at)));
      at += length;
    }
    return part;
  }

  // All bytes as one piece, which stays the rope's: not to be changed.
  flat() {
    const pieces = this.#pieces;
    if (pieces.length !== 1) this.#pieces = NewList([this.#join(pieces)]);
    return this.#pieces[0];
  }

  // A copy for a caller that may change it.
  copy() {
    return this.#pieces.length === 1 ? copyOf(this.#pieces[0]) : this.#join(this.#pieces);
  }

  // Copies the bytes from `start` on into `target`.
  copyInto(target, start) {
    this.slice(start, start + TypedArrayPrototypeGetByteLength(target)).#writeTo(target);
  }

  #join(pieces) {
    const whole = new Uint8Array(this.size);
    this.#writeTo(whole, pieces);
    return whole;
  }

  #writeTo(target, pieces = this.#pieces) {
    for (let i = 0, at = 0; i < pieces.length; i++) {
      TypedArrayPrototypeSet(target, pieces[i], at);
      at += TypedArrayPrototypeGetByteLength(pieces[i]);
    }
  }
}
Object.freeze(ByteRope.prototype);

// Puts a rope together of pieces that may still change (they are copied) and of other ropes (their long pieces are not).
class RopeBuilder {
  #rope = new ByteRope();
  #pending = NewList();
  #pendingSize = 0;

  addBytes(bytes) {
    this.#pending[this.#pending.length] = bytes;
    this.#pendingSize += TypedArrayPrototypeGetByteLength(bytes);
  }

  addRope(rope) {
    if (rope.size <= shortPiece) {
      this.addBytes(rope.flat());
    } else {
      this.#flush();
      this.#rope.addRope(rope);
    }
  }

  finish() {
    this.#flush();
    return this.#rope;
  }

  #flush() {
    const whole = new Uint8Array(this.#pendingSize);
    for (let i = 0, at = 0; i < this.#pending.length; i++) {
      TypedArrayPrototypeSet(whole, this.#pending[i], at);
      at += TypedArrayPrototypeGetByteLength(this.#pending[i]);
    }
    this.#rope.add(whole);
    this.#pending = NewList();
    this.#pendingSize = 0;
  }
}
Object.freeze(RopeBuilder.prototype);

internals.ByteRope = ByteRope;
internals.RopeBuilder = RopeBuilder;
