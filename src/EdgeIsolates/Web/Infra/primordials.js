'use strict';
// The built-ins as they were before any tenant code ran.
//
// Tenants may patch every prototype of their realm. Scripts of the snapshot therefore never look a built-in
// up at run time: they destructure what they need from `internals.primordials` while the snapshot is built.
// Rules that keep this true in the other files:
//   1. No method calls on built-in values (`list.push(x)`): `ArrayPrototypePush(list, x)` or an index.
//   2. No for-of, no spread, no array destructuring: they ask the public iterator. Count, or ReflectApply.
//   3. Objects used as maps have a null prototype; option bags read by us are built by us.
//   4. Lists of ours that grow are made by NewList: setters of the tenant on Array.prototype do not see what goes in.
//      Arrays handed to tenants are ordinary ones.
//   5. RegExpPrototypeExec only: test, match, replace and split consult patchable properties. The snapshot
//      keeps no compiled expression: on the way of a first request, loops over char codes are cheaper.
// This is correctness, not the wall: the wall is the isolate.
//
// Names: `Math.max` is MathMax, `Array.prototype.push` is ArrayPrototypePush (receiver first), a getter such as
// `%TypedArray%.prototype.byteLength` is TypedArrayPrototypeGetByteLength, `Symbol.iterator` is SymbolIterator.

const { bind, call } = Function.prototype;
const uncurryThis = bind.bind(call);
const bindTo = uncurryThis(bind);
const { ownKeys, getOwnPropertyDescriptor, getPrototypeOf, setPrototypeOf } = Reflect;

// The table hangs on `internals` only, where the last script lets it go: a variable here would live as long as SafeMap.
internals.primordials = { __proto__: null, uncurryThis, globalThis };

function capitalised(key) {
  if (typeof key === 'symbol') return `Symbol${capitalised(key.description.replace('Symbol.', ''))}`;
  return `${key[0].toUpperCase()}${key.slice(1)}`;
}

function copyNamespace(name, from, receiver) {
  for (const key of ownKeys(from)) {
    const { value } = getOwnPropertyDescriptor(from, key);
    if (typeof value === 'function' && key !== 'prototype') {
      internals.primordials[`${name}${capitalised(key)}`] = receiver === undefined ? value : bindTo(value, receiver);
    } else if (typeof value === 'symbol' || typeof value === 'number') {
      internals.primordials[`${name}${capitalised(key)}`] = value;
    }
  }
}

function copyPrototype(name, prototype) {
  for (const key of ownKeys(prototype)) {
    if (key === 'constructor') continue;
    const descriptor = getOwnPropertyDescriptor(prototype, key);
    if (descriptor.get !== undefined) internals.primordials[`${name}PrototypeGet${capitalised(key)}`] = uncurryThis(descriptor.get);
    else if (typeof descriptor.value === 'function') internals.primordials[`${name}Prototype${capitalised(key)}`] = uncurryThis(descriptor.value);
  }
}

for (const name of ['JSON', 'Math', 'Reflect']) copyNamespace(name, globalThis[name]);

for (const name of ['Array', 'ArrayBuffer', 'BigInt', 'Boolean', 'DataView', 'Date', 'Error', 'Function', 'Map', 'Number', 'Object',
  'RegExp', 'Set', 'String', 'Symbol', 'WeakMap', 'WeakRef', 'WeakSet', 'SharedArrayBuffer', 'Promise', 'FinalizationRegistry']) {
  const constructor = globalThis[name];
  if (constructor === undefined) continue;
  internals.primordials[name] = constructor;
  copyNamespace(name, constructor, name === 'Promise' ? constructor : undefined);
  copyPrototype(name, constructor.prototype);
}

const TypedArray = getPrototypeOf(Uint8Array);
internals.primordials.TypedArray = TypedArray;
copyPrototype('TypedArray', TypedArray.prototype);

const ArrayIteratorPrototype = getPrototypeOf([][Symbol.iterator]());
copyPrototype('ArrayIterator', ArrayIteratorPrototype);
internals.primordials.IteratorPrototype = getPrototypeOf(ArrayIteratorPrototype);
copyPrototype('MapIterator', getPrototypeOf(new Map().entries()));
copyPrototype('SetIterator', getPrototypeOf(new Set().values()));
internals.primordials.AsyncIteratorPrototype = getPrototypeOf(getPrototypeOf(async function* () {}.prototype));
internals.primordials.GeneratorPrototype = getPrototypeOf(function* () {}.prototype);

for (const name of ['Proxy', 'Uint8Array', 'Uint8ClampedArray', 'Int8Array', 'Uint16Array', 'Int16Array', 'Uint32Array', 'Int32Array',
  'Float32Array', 'Float64Array', 'BigInt64Array', 'BigUint64Array', 'TypeError', 'RangeError', 'SyntaxError', 'ReferenceError',
  'EvalError', 'URIError', 'AggregateError', 'decodeURIComponent', 'encodeURIComponent', 'parseFloat', 'parseInt']) {
  internals.primordials[name] = globalThis[name];
}

// Map, Set and WeakMap for our own tables: their methods are own properties of a frozen prototype, so that
// calls may be written the usual way.
function safe(Base) {
  // V8's implicit constructor would ask Array.prototype[Symbol.iterator].
  const Safe = class extends Base {
    constructor() { super(); }
  };
  for (const key of ownKeys(Base.prototype)) {
    if (key !== 'constructor') Object.defineProperty(Safe.prototype, key, getOwnPropertyDescriptor(Base.prototype, key));
  }
  setPrototypeOf(Safe.prototype, null);
  Object.freeze(Safe.prototype);
  return Safe;
}

internals.primordials.SafeMap = safe(Map);
internals.primordials.SafeSet = safe(Set);
internals.primordials.SafeWeakMap = safe(WeakMap);

// A list without a prototype: writing past its end asks nobody. A list given is a new one.
internals.primordials.NewList = (list = []) => {
  setPrototypeOf(list, null);
  return list;
};

Object.freeze(internals.primordials);
