'use strict';
// https://nodejs.org/api/buffer.html
//
// A Buffer is a Uint8Array with other methods. There is no pool: each has memory of its own unless it is a part of another.
const {
  ArrayBufferIsView, ArrayIsArray, MathMin, MathTrunc, NumberIsNaN, ObjectDefineProperty, ObjectSetPrototypeOf, RangeError, ReflectOwnKeys, SymbolSpecies,
  SymbolToPrimitive, TypeError, TypedArrayPrototypeFill, TypedArrayPrototypeGetBuffer, TypedArrayPrototypeGetByteOffset,
  TypedArrayPrototypeGetSymbolToStringTag, TypedArrayPrototypeSet, Uint8Array, globalThis: global,
} = internals.primordials;
const { node, webidl, native, bytes: { viewOf, partOf } } = internals;

const isUint8Array = (value) => TypedArrayPrototypeGetSymbolToStringTag(value) === 'Uint8Array';

node.define('#buffer-class', () => {
  const { nodeError, invalidArgType, invalidArgValue, outOfRange, received, validateInteger, validateNumber } = node.load('#errors');
  const encodings = node.load('#encodings');
  const kMaxLength = 2 ** 32;

  class FastBuffer extends Uint8Array {
    constructor(source, byteOffset, length) { super(source, byteOffset, length); }
  }

  function Buffer(value, encodingOrOffset, length) {
    if (typeof value !== 'number') return from(value, encodingOrOffset, length);
    if (typeof encodingOrOffset === 'string') throw invalidArgType('string', 'string', value);
    return alloc(value);
  }

  ObjectDefineProperty(Buffer, SymbolSpecies, { __proto__: null, configurable: true, enumerable: false, get() { return FastBuffer; } });
  ObjectSetPrototypeOf(Buffer, Uint8Array);
  const prototype = FastBuffer.prototype;
  ObjectDefineProperty(prototype, 'constructor', { __proto__: null, value: Buffer, writable: true, enumerable: false, configurable: true });
  Buffer.prototype = prototype;

  // The same memory as a Buffer.
  const over = (bytes) => new FastBuffer(TypedArrayPrototypeGetBuffer(bytes), TypedArrayPrototypeGetByteOffset(bytes), bytes.length);

  function encodingOf(encoding) {
    const name = encodings.normalize(encoding);
    if (name === undefined) throw nodeError(TypeError, 'ERR_UNKNOWN_ENCODING', `Unknown encoding: ${encoding}`);
    return name;
  }

  function checkSize(size) {
    validateNumber(size, 'size');
    if (!(size >= 0 && size <= kMaxLength)) throw outOfRange('size', `>= 0 && <= ${kMaxLength}`, size);
  }

  function alloc(size, fill, encoding) {
    checkSize(size);
    const buffer = new FastBuffer(size);
    return fill === undefined || fill === 0 || size === 0 ? buffer : fillWith(buffer, fill, 0, size, encoding);
  }

  function fromString(text, encoding) {
    return over(encodings.toBytes(text, encodingOf(encoding)));
  }

  const isBuffers = (value) => webidl.isArrayBuffer(value) || webidl.isSharedArrayBuffer(value);

  function fromArrayBuffer(source, byteOffset, length) {
    if (byteOffset === undefined) byteOffset = 0;
    else if (NumberIsNaN((byteOffset = +byteOffset))) byteOffset = 0;
    const most = source.byteLength - byteOffset;
    if (most < 0) throw nodeError(RangeError, 'ERR_BUFFER_OUT_OF_BOUNDS', '"offset" is outside of buffer bounds');
    if (length === undefined) return new FastBuffer(source, byteOffset, most);
    length = +length > 0 ? +length : 0;
    if (length > most) throw nodeError(RangeError, 'ERR_BUFFER_OUT_OF_BOUNDS', '"length" is outside of buffer bounds');
    return new FastBuffer(source, byteOffset, length);
  }

  function fromArrayLike(source) {
    const length = source.length > 0 ? source.length : 0, buffer = new FastBuffer(length);
    for (let i = 0; i < length; i++) buffer[i] = source[i];
    return buffer;
  }

  function fromObject(source) {
    if (source.length !== undefined || isBuffers(source.buffer)) return typeof source.length === 'number' ? fromArrayLike(source) : new FastBuffer(0);
    return source.type === 'Buffer' && ArrayIsArray(source.data) ? fromArrayLike(source.data) : undefined;
  }

  function from(value, encodingOrOffset, length) {
    if (typeof value === 'string') return fromString(value, encodingOrOffset);
    if (typeof value === 'object' && value !== null) {
      if (isBuffers(value)) return fromArrayBuffer(value, encodingOrOffset, length);
      const inner = value.valueOf && value.valueOf();
      if (inner !== undefined && inner !== null && inner !== value && (typeof inner === 'string' || typeof inner === 'object')) {
        return from(inner, encodingOrOffset, length);
      }
      const buffer = fromObject(value);
      if (buffer !== undefined) return buffer;
      if (typeof value[SymbolToPrimitive] === 'function') {
        const primitive = value[SymbolToPrimitive]('string');
        if (typeof primitive === 'string') return fromString(primitive, encodingOrOffset);
      }
    }
    throw nodeError(TypeError, 'ERR_INVALID_ARG_TYPE',
      `The first argument must be of type string or an instance of Buffer, ArrayBuffer, or Array or an Array-like Object.${received(value)}`);
  }

  function compareBytes(one, other) {
    const length = MathMin(one.length, other.length);
    for (let i = 0; i < length; i++) if (one[i] !== other[i]) return one[i] < other[i] ? -1 : 1;
    return one.length < other.length ? -1 : one.length > other.length ? 1 : 0;
  }

  function checkBytes(value, name) {
    if (!isUint8Array(value)) throw invalidArgType(name, ['Buffer', 'Uint8Array'], value);
  }

  function concat(list, length) {
    if (!ArrayIsArray(list)) throw invalidArgType('list', 'Array', list);
    if (length === undefined) {
      length = 0;
      for (let i = 0; i < list.length; i++) if (list[i].length) length += list[i].length;
    } else {
      validateInteger(length, 'length', 0);
    }
    const buffer = new FastBuffer(length);
    let at = 0;
    for (let i = 0; i < list.length; i++) {
      checkBytes(list[i], `list[${i}]`);
      const room = length - at, part = list[i].length > room ? partOf(list[i], 0, room) : list[i];
      TypedArrayPrototypeSet(buffer, part, at);
      at += part.length;
    }
    return buffer;
  }

  function byteLength(value, encoding) {
    if (typeof value === 'string') return encodings.byteLength(value, encodings.normalize(encoding) ?? 'utf8');
    if (ArrayBufferIsView(value) || isBuffers(value)) return value.byteLength;
    throw invalidArgType('string', ['string', 'Buffer', 'ArrayBuffer'], value);
  }

  const statics = {
    alloc, from, concat, byteLength,
    allocUnsafe: (size) => alloc(size),
    allocUnsafeSlow: (size) => alloc(size),
    isBuffer: (value) => value instanceof Buffer,
    isEncoding: (encoding) => typeof encoding === 'string' && encoding.length !== 0 && encodings.normalize(encoding) !== undefined,
    of(...items) { return fromArrayLike(items); },
    compare(one, other) {
      checkBytes(one, 'buf1');
      checkBytes(other, 'buf2');
      return compareBytes(one, other);
    },
    copyBytesFrom(view, offset = 0, length = undefined) {
      if (!ArrayBufferIsView(view) || TypedArrayPrototypeGetSymbolToStringTag(view) === undefined) throw invalidArgType('view', 'TypedArray', view);
      const end = length === undefined ? view.length : MathMin(view.length, offset + length), size = view.BYTES_PER_ELEMENT;
      const all = viewOf(view);
      return over(new Uint8Array(partOf(all, MathMin(offset, end) * size, end * size)));
    },
    poolSize: 8192,
  };
  const names = ReflectOwnKeys(statics);
  for (let i = 0; i < names.length; i++) Buffer[names[i]] = statics[names[i]];

  // Where a search value begins in `buffer`.
  function indexOf(buffer, value, byteOffset, encoding, forward) {
    if (typeof byteOffset === 'string') {
      encoding = byteOffset;
      byteOffset = undefined;
    }
    byteOffset = +byteOffset;
    if (NumberIsNaN(byteOffset)) byteOffset = forward ? 0 : buffer.length;
    let start = MathTrunc(byteOffset);
    if (start < 0) start += buffer.length;
    if (start < 0) {
      if (!forward) return -1;
      start = 0;
    }
    let wanted = value;
    if (typeof value === 'number') wanted = [value & 255];
    else if (typeof value === 'string') wanted = encodings.toBytes(value, encodingOf(encoding));
    else if (!isUint8Array(value)) throw invalidArgType('value', ['number', 'string', 'Buffer', 'Uint8Array'], value);
    const size = wanted.length, step = encodings.normalize(encoding) === 'utf16le' && typeof value === 'string' ? 2 : 1;
    if (size === 0) return MathMin(start, buffer.length);
    const last = buffer.length - size;
    if (forward) {
      for (let at = start; at <= last; at += step) if (matches(buffer, wanted, at)) return at;
    } else {
      for (let at = MathMin(start, last); at >= 0; at -= 1) if (matches(buffer, wanted, at)) return at;
    }
    return -1;
  }

  function matches(buffer, wanted, at) {
    for (let i = 0; i < wanted.length; i++) if (buffer[at + i] !== wanted[i]) return false;
    return true;
  }

  function fillWith(buffer, value, offset, end, encoding) {
    if (typeof value === 'string') {
      if (typeof offset === 'string') {
        encoding = offset;
        offset = 0;
        end = undefined;
      } else if (typeof end === 'string') {
        encoding = end;
        end = undefined;
      }
      value = fillBytes(value, encoding);
    } else if (typeof value === 'boolean') {
      value = +value;
    }
    if (offset === undefined) offset = 0;
    else validateInteger(offset, 'offset', 0, buffer.length);
    if (end === undefined) end = buffer.length;
    else validateInteger(end, 'end', 0, buffer.length);
    if (offset >= end) return buffer;
    if (typeof value === 'number' || !isUint8Array(value)) return TypedArrayPrototypeFill(buffer, value & 255, offset, end);
    if (value.length === 0) throw invalidArgValue('value', value);
    for (let i = offset; i < end; i++) buffer[i] = value[(i - offset) % value.length];
    return buffer;
  }

  function fillBytes(text, encoding) {
    if (encoding !== undefined && typeof encoding !== 'string') throw invalidArgType('encoding', 'string', encoding);
    const name = encodingOf(encoding);
    if (text.length === 0) return 0;
    const bytes = encodings.toBytes(text, name);
    if (bytes.length === 0) throw invalidArgValue('value', text);
    return bytes;
  }

  return {
    __proto__: null, Buffer, FastBuffer, prototype, over, encodings, encodingOf, compareBytes, checkBytes, indexOf, fillWith, isUint8Array, kMaxLength,
  };
});

node.define('buffer', () => {
  const { Buffer, kMaxLength } = node.load('#buffer-class');
  node.load('#buffer-methods');
  const { invalidArgType } = node.load('#errors');
  const { Blob, File, atob, btoa } = global;
  const bytesOf = (input) => {
    if (!webidl.isBufferSource(input)) throw invalidArgType('input', ['ArrayBuffer', 'Buffer', 'TypedArray'], input);
    return viewOf(input);
  };

  function isUtf8(input) {
    const bytes = bytesOf(input);
    try {
      native.utf8Decode(bytes, true, true);
      return true;
    } catch {
      return false;
    }
  }

  function isAscii(input) {
    const bytes = bytesOf(input);
    for (let i = 0; i < bytes.length; i++) if (bytes[i] > 0x7f) return false;
    return true;
  }

  const kStringMaxLength = 2 ** 29 - 24;
  return {
    Buffer, SlowBuffer: Buffer.allocUnsafeSlow, kMaxLength, kStringMaxLength, constants: { MAX_LENGTH: kMaxLength, MAX_STRING_LENGTH: kStringMaxLength },
    INSPECT_MAX_BYTES: 50, isUtf8, isAscii, atob, btoa, Blob, File,
    transcode: (source, from, to) => Buffer.from(Buffer.from(source).toString(from), to),
  };
});
