'use strict';
// StructuredSerializeInternal and StructuredDeserialize in one pass: from objects to their clones.
// https://html.spec.whatwg.org/multipage/structured-data.html#structuredserializeinternal
//
// `memory` maps what was met to its clone, so that shared and circular references stay so. What a script can run in between (getters) never
// sees a clone that is not finished. Nothing is asked of an object before `kindOf` has told that it is no proxy.
const {
  Array, ArrayBuffer, ArrayBufferPrototypeGetByteLength, ArrayBufferPrototypeGetMaxByteLength, ArrayBufferPrototypeGetResizable, BigIntPrototypeValueOf,
  Boolean, BooleanPrototypeValueOf, DataView, DataViewPrototypeGetBuffer, DataViewPrototypeGetByteLength, DataViewPrototypeGetByteOffset, Date,
  DatePrototypeGetTime, Error, EvalError, Map, MapPrototypeForEach, MapPrototypeSet, NewList, Number, NumberPrototypeValueOf, Object,
  ObjectDefineProperty, ObjectKeys, ObjectPrototypeHasOwnProperty, ObjectSetPrototypeOf, RangeError, ReferenceError, RegExp,
  RegExpPrototypeGetSource, Set, SetPrototypeAdd, SetPrototypeForEach, String, StringPrototypeValueOf, SyntaxError, TypeError,
  TypedArrayPrototypeGetBuffer, TypedArrayPrototypeGetByteLength, TypedArrayPrototypeGetByteOffset, TypedArrayPrototypeGetLength,
  TypedArrayPrototypeGetSymbolToStringTag, TypedArrayPrototypeKeys, TypedArrayPrototypeSet, URIError, Uint8Array,
} = internals.primordials;
const { primordials, native, descriptorOf, DOMException } = internals;
const { prototype: arrayPrototype } = Array;

const errors = { __proto__: null, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError };

const views = { __proto__: null };
for (const name of ['Int8Array', 'Uint8Array', 'Uint8ClampedArray', 'Int16Array', 'Uint16Array', 'Int32Array', 'Uint32Array', 'Float16Array',
  'Float32Array', 'Float64Array', 'BigInt64Array', 'BigUint64Array']) {
  if (globalThis[name] !== undefined) views[name] = globalThis[name];
}

// Each flag of a regular expression by its own getter: `flags` consults patchable properties.
const flagGetters = [];
for (const [flag, name] of [['d', 'HasIndices'], ['g', 'Global'], ['i', 'IgnoreCase'], ['m', 'Multiline'], ['s', 'DotAll'], ['u', 'Unicode'],
  ['v', 'UnicodeSets'], ['y', 'Sticky']]) {
  const get = primordials[`RegExpPrototypeGet${name}`];
  if (get !== undefined) flagGetters.push({ __proto__: null, flag, get });
}

const cloneError = (message) => new DOMException(message, 'DataCloneError');
const cannotClone = (what) => cloneError(`${what} cannot be cloned`);

function clone(value, memory) {
  if (typeof value === 'object' && value !== null) return cloneObject(value, memory);
  if (typeof value === 'function') return cloneFunction(value, memory);
  if (typeof value === 'symbol') throw cannotClone('A symbol');
  return value;
}

// Only what stands in for it in a parcel (Rpc/parcel.js).
function cloneFunction(value, memory) {
  const known = memory.get(value);
  if (known !== undefined) return known;
  const standIn = memory.parcel === undefined ? null : memory.parcel.take(value);
  if (standIn === null) throw cannotClone('A function');
  return keep(memory, value, standIn);
}

function cloneObject(value, memory) {
  const known = memory.get(value);
  if (known !== undefined) return known;
  switch (native.kindOf(value)) {
    case 0: return cloneOrdinary(value, memory);
    case 1: return cloneArray(value, memory, false);
    case 2: return cloneArray(value, memory, true);
    case 3: return keep(memory, value, new Date(DatePrototypeGetTime(value)));
    case 4: return keep(memory, value, cloneRegExp(value));
    case 5: return keep(memory, value, new Boolean(BooleanPrototypeValueOf(value)));
    case 6: return keep(memory, value, new Number(NumberPrototypeValueOf(value)));
    case 7: return keep(memory, value, new String(StringPrototypeValueOf(value)));
    case 8: return keep(memory, value, Object(BigIntPrototypeValueOf(value)));
    case 9: return keep(memory, value, cloneBuffer(value));
    case 10: return keep(memory, value, cloneView(value, memory));
    case 11: return cloneMap(value, memory);
    case 12: return cloneSet(value, memory);
    case 13: return cloneErrorObject(value, memory);
    case 14: return keep(memory, value, native.cloneModule(value));
    default: throw cannotClone('An object that is more than its properties (a proxy, promise, iterator, weak collection...)');
  }
}

function keep(memory, value, copy) {
  memory.set(value, copy);
  return copy;
}

// CreateDataProperty on an object of ours; what a patched prototype has of that name must not hear of it.
function put(target, key, value) {
  if (key in target) ObjectDefineProperty(target, key, { __proto__: null, value, writable: true, enumerable: true, configurable: true });
  else target[key] = value;
}

function putKeys(value, copy, keys, start, memory) {
  for (let i = start; i < keys.length; i++) {
    const key = keys[i];
    if (ObjectPrototypeHasOwnProperty(value, key)) put(copy, key, clone(value[key], memory));
  }
}

function cloneOrdinary(value, memory) {
  const platform = internals.structured.clonePlatform(value, memory);
  if (platform !== null) return keep(memory, value, platform);
  const copy = keep(memory, value, {});
  putKeys(value, copy, ObjectKeys(value), 0, memory);
  return copy;
}

// By index as far as there is an element at each; from the first hole on by keys. The copy has no prototype while it is filled: see NewList.
function cloneArray(value, memory, hasNames) {
  const copy = keep(memory, value, NewList()), { length } = value;
  let i = 0;
  for (; i < length; i++) {
    const item = value[i];
    if (item === undefined && !ObjectPrototypeHasOwnProperty(value, i)) break;
    copy[i] = typeof item === 'object' || typeof item === 'function' || typeof item === 'symbol' ? clone(item, memory) : item;
  }
  copy.length = length;
  if (hasNames || i < length) putKeys(value, copy, ObjectKeys(value), i, memory);
  return ObjectSetPrototypeOf(copy, arrayPrototype);
}

function cloneRegExp(value) {
  let flags = '';
  for (let i = 0; i < flagGetters.length; i++) if (flagGetters[i].get(value)) flags += flagGetters[i].flag;
  return new RegExp(RegExpPrototypeGetSource(value), flags);
}

function bytesOf(buffer) {
  try {
    return new Uint8Array(buffer);
  } catch {
    throw cannotClone('A detached ArrayBuffer');
  }
}

function cloneBuffer(buffer) {
  const bytes = bytesOf(buffer), length = ArrayBufferPrototypeGetByteLength(buffer);
  const copy = isResizable(buffer)
    ? new Uint8Array(new ArrayBuffer(length, { __proto__: null, maxByteLength: ArrayBufferPrototypeGetMaxByteLength(buffer) }))
    : new Uint8Array(length);
  TypedArrayPrototypeSet(copy, bytes);
  return TypedArrayPrototypeGetBuffer(copy);
}

const isResizable = (buffer) => ArrayBufferPrototypeGetResizable !== undefined && ArrayBufferPrototypeGetResizable(buffer);

function cloneView(view, memory) {
  const name = TypedArrayPrototypeGetSymbolToStringTag(view);
  return name === undefined ? cloneDataView(view, memory) : cloneTypedArray(view, views[name], memory);
}

function cloneTypedArray(view, Constructor, memory) {
  const offset = TypedArrayPrototypeGetByteOffset(view), length = TypedArrayPrototypeGetByteLength(view);
  if (length === 0) checkInBounds(() => TypedArrayPrototypeKeys(view));
  const source = TypedArrayPrototypeGetBuffer(view), buffer = clonedBuffer(source, memory);
  if (tracksLength(source, offset, length)) return new Constructor(buffer, offset);
  return new Constructor(buffer, offset, TypedArrayPrototypeGetLength(view));
}

function cloneDataView(view, memory) {
  const source = DataViewPrototypeGetBuffer(view);
  let offset, length;
  checkInBounds(() => {
    offset = DataViewPrototypeGetByteOffset(view);
    length = DataViewPrototypeGetByteLength(view);
  });
  const buffer = clonedBuffer(source, memory);
  return tracksLength(source, offset, length) ? new DataView(buffer, offset) : new DataView(buffer, offset, length);
}

function checkInBounds(read) {
  try {
    read();
  } catch {
    throw cannotClone('A view whose ArrayBuffer is detached or became too short');
  }
}

function clonedBuffer(source, memory) {
  const known = memory.get(source);
  if (known !== undefined) return known;
  if (native.kindOf(source) !== 9) throw cannotClone('A view on a SharedArrayBuffer');
  return keep(memory, source, cloneBuffer(source));
}

// No script can ask a view that; one that ends where a resizable buffer ends is taken for one that follows it.
const tracksLength = (buffer, offset, length) => isResizable(buffer) && offset + length === ArrayBufferPrototypeGetByteLength(buffer);

function cloneMap(value, memory) {
  const copy = keep(memory, value, new Map()), entries = NewList();
  MapPrototypeForEach(value, (item, key) => {
    const end = entries.length;
    entries[end] = key;
    entries[end + 1] = item;
  });
  for (let i = 0; i < entries.length; i += 2) MapPrototypeSet(copy, clone(entries[i], memory), clone(entries[i + 1], memory));
  return copy;
}

function cloneSet(value, memory) {
  const copy = keep(memory, value, new Set()), items = NewList();
  SetPrototypeForEach(value, (item) => { items[items.length] = item; });
  for (let i = 0; i < items.length; i++) SetPrototypeAdd(copy, clone(items[i], memory));
  return copy;
}

// The accompanying data are the stack and the cause.
function cloneErrorObject(value, memory) {
  const platform = internals.structured.clonePlatform(value, memory);
  if (platform !== null) return keep(memory, value, platform);
  const { name } = value, message = descriptorOf(value, 'message');
  const copy = keep(memory, value, new (errors[typeof name === 'symbol' ? '' : String(name)] ?? Error)());
  const hide = (key, item) => ObjectDefineProperty(copy, key, { __proto__: null, value: item, writable: true, enumerable: false, configurable: true });
  if (message !== undefined && 'value' in message) hide('message', String(message.value));
  const stack = descriptorOf(value, 'stack') === undefined ? undefined : value.stack;
  hide('stack', typeof stack === 'string' ? stack : '');
  if (descriptorOf(value, 'cause') !== undefined) hide('cause', clone(value.cause, memory));
  return copy;
}

internals.structured = { __proto__: null, cloneValue: clone, cloneError, clonePlatform: null };
