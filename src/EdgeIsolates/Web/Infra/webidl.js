'use strict';
// Conversions of JavaScript values to Web IDL types: https://webidl.spec.whatwg.org/#js-type-mapping
//
// Each converter takes (value, prefix, context): the prefix says what was called ("Failed to execute 'append' on
// 'Headers'"), the context what was converted ("Argument 1"). Both are constants, joined only when it fails.
const {
  ArrayBufferIsView, ArrayBufferPrototypeGetByteLength, BigInt, BigIntAsIntN, BigIntAsUintN, MathFloor, MathTrunc, Number, NumberIsFinite, NumberIsNaN,
  RegExpPrototypeExec, String, StringPrototypeCharCodeAt, StringPrototypeSlice, TypeError,
  TypedArrayPrototypeGetBuffer, TypedArrayPrototypeGetSymbolToStringTag, DataViewPrototypeGetBuffer,
} = internals.primordials;

const { native } = internals;
const converters = { __proto__: null };

function failure(prefix, context, what) {
  const start = prefix ? `${prefix}: ` : '';
  return new TypeError(`${start}${context ?? 'Value'} ${what}`);
}

function requiredArguments(length, required, prefix) {
  if (length >= required) return;
  const noun = required === 1 ? 'argument' : 'arguments';
  throw new TypeError(`${prefix}: ${required} ${noun} required, but only ${length} present`);
}

const isObject = (value) => (typeof value === 'object' && value !== null) || typeof value === 'function';

converters.any = (value) => value;
converters.boolean = (value) => !!value;
converters.undefined = () => undefined;

converters.object = (value, prefix, context) => {
  if (!isObject(value)) throw failure(prefix, context, 'is not an object');
  return value;
};

// https://webidl.spec.whatwg.org/#abstract-opdef-converttoint
const censorNegativeZero = (number) => (number === 0 ? 0 : number);
const evenRound = (number) => {
  const floor = MathFloor(number), rest = number - floor;
  return censorNegativeZero(rest < 0.5 || (rest === 0.5 && floor % 2 === 0) ? floor : floor + 1);
};

function integer(bits, signed) {
  const wide = bits === 64;
  const lower = signed ? (wide ? -(2 ** 53) + 1 : -(2 ** (bits - 1))) : 0;
  const upper = wide ? 2 ** 53 - 1 : signed ? 2 ** (bits - 1) - 1 : 2 ** bits - 1;
  const modulus = 2 ** bits, half = 2 ** (bits - 1);
  return (value, prefix, context, options) => {
    if (typeof value === 'number' && value >= lower && value <= upper && value === MathFloor(value)) return censorNegativeZero(value);
    let number = toNumber(value, prefix, context);
    if (options?.enforceRange) {
      if (!NumberIsFinite(number)) throw failure(prefix, context, 'is not a finite number');
      number = censorNegativeZero(MathTrunc(number));
      if (number < lower || number > upper) throw failure(prefix, context, `is outside the accepted range of ${lower} to ${upper}, inclusive`);
      return number;
    }
    if (options?.clamp && !NumberIsNaN(number)) {
      return evenRound(number < lower ? lower : number > upper ? upper : number);
    }
    if (!NumberIsFinite(number) || number === 0) return 0;
    number = censorNegativeZero(MathTrunc(number));
    if (number >= lower && number <= upper) return number;
    if (wide) return wrap64(number, signed);
    number %= modulus;
    if (number < 0) number += modulus;
    return signed && number >= half ? number - modulus : censorNegativeZero(number);
  };
}

function wrap64(number, signed) {
  const wrapped = signed ? BigIntAsIntN(64, BigInt(number)) : BigIntAsUintN(64, BigInt(number));
  return Number(wrapped);
}

function toNumber(value, prefix, context) {
  if (typeof value === 'bigint') throw failure(prefix, context, 'is a BigInt, which cannot be converted to a number');
  if (typeof value === 'symbol') throw failure(prefix, context, 'is a symbol, which cannot be converted to a number');
  return +value;
}

converters.byte = integer(8, true);
converters.octet = integer(8, false);
converters.short = integer(16, true);
converters['unsigned short'] = integer(16, false);
converters.long = integer(32, true);
converters['unsigned long'] = integer(32, false);
converters['long long'] = integer(64, true);
converters['unsigned long long'] = integer(64, false);

converters['unrestricted double'] = toNumber;
converters.double = (value, prefix, context) => {
  const number = toNumber(value, prefix, context);
  if (!NumberIsFinite(number)) throw failure(prefix, context, 'is not a finite floating-point value');
  return number;
};

// https://webidl.spec.whatwg.org/#js-DOMString
converters.DOMString = (value, prefix, context, options) => {
  if (typeof value === 'string') return value;
  if (value === null && options?.treatNullAsEmptyString) return '';
  if (typeof value === 'symbol') throw failure(prefix, context, 'is a symbol, which cannot be converted to a string');
  return String(value);
};

// https://webidl.spec.whatwg.org/#js-ByteString
const notByte = /[^\u0000-\u00ff]/;

// Short texts are looked through by hand: compiling an expression costs an isolate's first request more.
const mostByHand = 256;

function isByteString(text) {
  if (text.length > mostByHand) return RegExpPrototypeExec(notByte, text) === null;
  for (let i = 0; i < text.length; i++) if (StringPrototypeCharCodeAt(text, i) > 0xff) return false;
  return true;
}

converters.ByteString = (value, prefix, context) => {
  const text = converters.DOMString(value, prefix, context);
  if (!isByteString(text)) throw failure(prefix, context, 'is not a valid ByteString: it has a character above U+00FF');
  return text;
};

// https://webidl.spec.whatwg.org/#js-USVString
const surrogate = /[\ud800-\udfff]/;
converters.USVString = (value, prefix, context) => scalarValues(converters.DOMString(value, prefix, context));

function firstSurrogate(text) {
  if (text.length > mostByHand) return RegExpPrototypeExec(surrogate, text)?.index ?? -1;
  for (let i = 0; i < text.length; i++) {
    const unit = StringPrototypeCharCodeAt(text, i);
    if (unit >= 0xd800 && unit <= 0xdfff) return i;
  }
  return -1;
}

// https://infra.spec.whatwg.org/#javascript-string-convert
function scalarValues(text) {
  const first = firstSurrogate(text);
  if (first < 0) return text;
  let result = '', copied = 0;
  for (let i = first; i < text.length; i++) {
    const unit = StringPrototypeCharCodeAt(text, i);
    if (unit < 0xd800 || unit > 0xdfff) continue;
    if (unit < 0xdc00 && i + 1 < text.length) {
      const next = StringPrototypeCharCodeAt(text, i + 1);
      if (next >= 0xdc00 && next <= 0xdfff) { i++; continue; }
    }
    result += `${StringPrototypeSlice(text, copied, i)}\ufffd`;
    copied = i + 1;
  }
  return copied === 0 ? text : result + StringPrototypeSlice(text, copied);
}

function isArrayBuffer(value) {
  try { return ArrayBufferPrototypeGetByteLength(value) >= 0; } catch { return false; }
}

// Asked of the engine: SharedArrayBuffer is no global while the snapshot is built.
const isSharedArrayBuffer = (value) => isObject(value) && native.kindOf(value) === 16;

const viewedBuffer = (view) =>
  (TypedArrayPrototypeGetSymbolToStringTag(view) === undefined ? DataViewPrototypeGetBuffer(view) : TypedArrayPrototypeGetBuffer(view));

const isBufferSource = (value) => isObject(value) && (ArrayBufferIsView(value) || isArrayBuffer(value));

// https://webidl.spec.whatwg.org/#js-buffer-source-types
converters.ArrayBufferView = (value, prefix, context, options) => {
  if (!ArrayBufferIsView(value)) throw failure(prefix, context, 'is not an ArrayBuffer view');
  if (!options?.allowShared && !isArrayBuffer(viewedBuffer(value))) {
    throw failure(prefix, context, 'is a view on a SharedArrayBuffer, which is not allowed');
  }
  return value;
};

converters.BufferSource = (value, prefix, context, options) => {
  if (ArrayBufferIsView(value)) return converters.ArrayBufferView(value, prefix, context, options);
  if (isObject(value) && (isArrayBuffer(value) || (options?.allowShared && isSharedArrayBuffer(value)))) return value;
  throw failure(prefix, context, 'is not an ArrayBuffer or a view on one');
};

converters.Uint8Array = (value, prefix, context, options) => {
  if (TypedArrayPrototypeGetSymbolToStringTag(value) !== 'Uint8Array') throw failure(prefix, context, 'is not a Uint8Array');
  return converters.ArrayBufferView(value, prefix, context, options);
};

converters.Function = (value, prefix, context) => {
  if (typeof value !== 'function') throw failure(prefix, context, 'is not a function');
  return value;
};

internals.webidl = {
  __proto__: null, converters, failure, requiredArguments, isObject, scalarValues, isArrayBuffer, isSharedArrayBuffer, isBufferSource,
};
