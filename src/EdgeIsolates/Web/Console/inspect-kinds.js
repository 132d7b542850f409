'use strict';
// What built-in kind an object is, asked through captured getters only: no getter, proxy trap, iterator or toString of
// the tenant runs.
const {
  ArrayBufferIsView, ArrayBufferPrototypeGetByteLength, BigIntPrototypeValueOf, BooleanPrototypeValueOf, DatePrototypeGetTime,
  DatePrototypeToISOString, MapPrototypeForEach, MapPrototypeGetSize, NumberIsNaN, NumberPrototypeValueOf,
  RegExpPrototypeGetDotAll, RegExpPrototypeGetGlobal, RegExpPrototypeGetHasIndices, RegExpPrototypeGetIgnoreCase,
  RegExpPrototypeGetMultiline, RegExpPrototypeGetSource, RegExpPrototypeGetSticky, RegExpPrototypeGetUnicode, SetPrototypeForEach,
  SetPrototypeGetSize, StringPrototypeValueOf, SymbolPrototypeValueOf, SharedArrayBufferPrototypeGetByteLength,
  TypedArrayPrototypeGetLength, TypedArrayPrototypeGetSymbolToStringTag, WeakMapPrototypeHas, WeakSetPrototypeHas,
  DataViewPrototypeGetByteLength, NewList,
} = internals.primordials;
const { native } = internals;

// The captured operation answers for its kind only.
function attempt(operation, value) {
  try { return operation(value); } catch { return undefined; }
}

const regexpFlags = [
  [RegExpPrototypeGetHasIndices, 'd'], [RegExpPrototypeGetGlobal, 'g'], [RegExpPrototypeGetIgnoreCase, 'i'],
  [RegExpPrototypeGetMultiline, 'm'], [RegExpPrototypeGetDotAll, 's'], [RegExpPrototypeGetUnicode, 'u'], [RegExpPrototypeGetSticky, 'y'],
];

function regexp(value) {
  const source = attempt(RegExpPrototypeGetSource, value);
  // RegExp.prototype itself answers '(?:)' and has no flags.
  if (source === undefined || attempt(RegExpPrototypeGetGlobal, value) === undefined) return undefined;
  let flags = '';
  for (let i = 0; i < regexpFlags.length; i++) if (regexpFlags[i][0](value)) flags += regexpFlags[i][1];
  return `/${source}/${flags}`;
}

function date(value) {
  const time = attempt(DatePrototypeGetTime, value);
  if (time === undefined) return undefined;
  return NumberIsNaN(time) ? 'Invalid Date' : DatePrototypeToISOString(value);
}

function boxed(value) {
  const number = attempt(NumberPrototypeValueOf, value);
  if (number !== undefined) return ['Number', number];
  const text = attempt(StringPrototypeValueOf, value);
  if (text !== undefined) return ['String', text];
  const boolean = attempt(BooleanPrototypeValueOf, value);
  if (boolean !== undefined) return ['Boolean', boolean];
  const symbol = attempt(SymbolPrototypeValueOf, value);
  if (symbol !== undefined) return ['Symbol', symbol];
  const bigint = attempt(BigIntPrototypeValueOf, value);
  return bigint === undefined ? undefined : ['BigInt', bigint];
}

const weakProbe = {};

// The kind of a built-in object: { kind, … } with what its formatter needs, or undefined.
function classify(value) {
  if (ArrayBufferIsView(value)) {
    const name = TypedArrayPrototypeGetSymbolToStringTag(value);
    if (name !== undefined) return { __proto__: null, kind: 'list', name, length: TypedArrayPrototypeGetLength(value) };
    return { __proto__: null, kind: 'bytes', name: 'DataView', byteLength: attempt(DataViewPrototypeGetByteLength, value) ?? 0 };
  }
  const size = attempt(MapPrototypeGetSize, value);
  if (size !== undefined) return { __proto__: null, kind: 'map', name: 'Map', size };
  const setSize = attempt(SetPrototypeGetSize, value);
  if (setSize !== undefined) return { __proto__: null, kind: 'set', name: 'Set', size: setSize };
  const promise = attempt(native.promiseState, value);
  if (promise !== undefined) return { __proto__: null, kind: 'promise', name: 'Promise', state: promise[0], result: promise[1] };
  const pattern = regexp(value);
  if (pattern !== undefined) return { __proto__: null, kind: 'text', name: 'RegExp', text: pattern };
  const time = date(value);
  if (time !== undefined) return { __proto__: null, kind: 'text', name: 'Date', text: time };
  const byteLength = attempt(ArrayBufferPrototypeGetByteLength, value);
  if (byteLength !== undefined) return { __proto__: null, kind: 'bytes', name: 'ArrayBuffer', byteLength };
  const sharedLength = SharedArrayBufferPrototypeGetByteLength === undefined ? undefined : attempt(SharedArrayBufferPrototypeGetByteLength, value);
  if (sharedLength !== undefined) return { __proto__: null, kind: 'bytes', name: 'SharedArrayBuffer', byteLength: sharedLength };
  const box = boxed(value);
  if (box !== undefined) return { __proto__: null, kind: 'box', name: box[0], primitive: box[1] };
  const weak = attempt((map) => WeakMapPrototypeHas(map, weakProbe), value) !== undefined ? 'WeakMap'
    : attempt((set) => WeakSetPrototypeHas(set, weakProbe), value) !== undefined ? 'WeakSet' : undefined;
  return weak === undefined ? undefined : { __proto__: null, kind: 'whole', name: weak, text: `${weak} { <items unknown> }` };
}

// The entries of a Map (key and value) or Set (value only), at most `most`.
function entriesOf(value, isMap, most) {
  const entries = NewList();
  let seen = 0;
  const take = isMap
    ? (item, key) => { if (seen++ < most) entries[entries.length] = [key, item]; }
    : (item) => { if (seen++ < most) entries[entries.length] = item; };
  if (isMap) MapPrototypeForEach(value, take);
  else SetPrototypeForEach(value, take);
  return entries;
}

internals.inspectParts = { __proto__: null, classify, entriesOf };
