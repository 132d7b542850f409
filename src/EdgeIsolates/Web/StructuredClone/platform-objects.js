'use strict';
// Which platform objects can be cloned or transferred; all others of ours cannot.
// https://html.spec.whatwg.org/multipage/structured-data.html#serializable-objects
const { ObjectGetPrototypeOf, Object: { prototype: objectPrototype }, SafeSet, ReflectOwnKeys } = internals.primordials;
const { webidl, structured, native, blob, crypto, domException, isDOMException } = internals;
const { cloneError } = structured;

// JavaScript's own objects with a state that V8's interface does not tell by kind.
const stateful = new SafeSet();
for (const Class of [globalThis.WeakRef, globalThis.FinalizationRegistry]) stateful.add(Class.prototype);
for (const key of ReflectOwnKeys(Intl)) if (typeof Intl[key] === 'function' && Intl[key].prototype !== undefined) stateful.add(Intl[key].prototype);
for (const iterator of [[].values(), ''[Symbol.iterator](), ''.matchAll(/x/g)]) stateful.add(ObjectGetPrototypeOf(iterator));

const serializable = [blob.isBlob, blob.cloneOf];

// A copy of the object, or what stands in for it in a parcel (Rpc/parcel.js); null for one that is no platform object.
structured.clonePlatform = (value, memory) => {
  let prototype = ObjectGetPrototypeOf(value);
  if (prototype === objectPrototype || prototype === null) return null;
  const standIn = memory.parcel === undefined ? null : memory.parcel.take(value);
  if (standIn !== null) return standIn;
  for (let i = 0; i < serializable.length; i += 2) if (serializable[i](value)) return serializable[i + 1](value);
  for (; prototype !== null; prototype = ObjectGetPrototypeOf(prototype)) {
    if (webidl.interfacePrototypes.has(prototype) || stateful.has(prototype)) throw cloneError('The object cannot be cloned: its interface is not serializable');
  }
  return null;
};

// Further kinds of objects that are cloned: `is` tells them, `cloneOf` copies one.
structured.addSerializable = (is, cloneOf) => {
  serializable.push(is, cloneOf);
};

const transferable = [];

// A kind that is transferred: `prepare` gives the object to be received, with what is yet to be done when everything else was cloned:
// { copy, commit }. It throws when the object cannot be transferred.
structured.addTransferable = (is, prepare) => {
  transferable.push(is, prepare);
};

const prepareBuffer = (buffer) => {
  const copy = native.twinBuffer(buffer);
  if (copy === undefined) throw cloneError('An ArrayBuffer that is detached, or not detachable, cannot be transferred');
  const commit = () => {
    if (native.twinBuffer(buffer) === undefined) throw cloneError('An ArrayBuffer was detached while it was to be transferred');
    native.detachBuffer(buffer);
  };
  return { __proto__: null, copy, commit };
};

// https://html.spec.whatwg.org/multipage/structured-data.html#structuredserializewithtransfer, step 2
structured.prepareTransfer = (value) => {
  if (webidl.isArrayBuffer(value)) return prepareBuffer(value);
  for (let i = 0; i < transferable.length; i += 2) if (transferable[i](value)) return transferable[i + 1](value);
  throw cloneError('A value of the transfer list cannot be transferred');
};

// https://webidl.spec.whatwg.org/#idl-DOMException
structured.addSerializable(isDOMException, domException.clone);

// https://w3c.github.io/webcrypto/#cryptokey-interface-clone
structured.addSerializable(crypto.isKey, crypto.cloneKey);
