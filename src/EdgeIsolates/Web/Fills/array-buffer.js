'use strict';
// https://tc39.es/ecma262/#sec-arraybuffer.prototype.transfer and kin
const {
  ArrayBuffer, ArrayBufferPrototypeGetByteLength, MathMin, ObjectDefineProperty, RangeError, ReflectGetOwnPropertyDescriptor,
  TypedArrayPrototypeSet, TypeError, Uint8Array,
} = internals.primordials;
const { fill, toIntegerOrInfinity, native } = internals;

function isDetached(buffer) {
  if (ArrayBufferPrototypeGetByteLength(buffer) !== 0) return false;
  try {
    new Uint8Array(buffer);
    return false;
  } catch {
    return true;
  }
}

function transfer(buffer) {
  const twin = native.twinBuffer(buffer);
  if (twin === undefined) throw new TypeError('The ArrayBuffer cannot be transferred');
  native.detachBuffer(buffer);
  return twin;
}

// https://tc39.es/ecma262/#sec-arraybuffercopyanddetach
function copyAndDetach(buffer, newLength) {
  const oldLength = ArrayBufferPrototypeGetByteLength(buffer);
  const length = newLength === undefined ? oldLength : toIntegerOrInfinity(newLength);
  if (!(length >= 0 && length < 2 ** 53)) throw new RangeError('Invalid array buffer length');
  if (isDetached(buffer)) throw new TypeError('The ArrayBuffer is detached');
  if (length === oldLength) return transfer(buffer);
  const result = new ArrayBuffer(length), kept = MathMin(length, oldLength);
  const bytes = new Uint8Array(transfer(buffer), 0, kept);
  TypedArrayPrototypeSet(new Uint8Array(result), bytes);
  return result;
}

const methods = {
  transfer(newLength) { return copyAndDetach(this, newLength); },
  transferToFixedLength(newLength) { return copyAndDetach(this, newLength); },
  get detached() { return isDetached(this); },
};
ObjectDefineProperty(methods.transfer, 'length', { __proto__: null, value: 0 });
ObjectDefineProperty(methods.transferToFixedLength, 'length', { __proto__: null, value: 0 });

const { prototype } = ArrayBuffer;
fill(prototype, { transfer: methods.transfer, transferToFixedLength: methods.transferToFixedLength });
if (ReflectGetOwnPropertyDescriptor(prototype, 'detached') === undefined) {
  const { get } = ReflectGetOwnPropertyDescriptor(methods, 'detached');
  ObjectDefineProperty(prototype, 'detached', { __proto__: null, get, enumerable: false, configurable: true });
}
Object.assign(internals.bytes, { isDetached, transfer });
