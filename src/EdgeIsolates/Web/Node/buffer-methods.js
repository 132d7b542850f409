'use strict';
// The methods of Buffer: https://nodejs.org/api/buffer.html#class-buffer
const {
  MathMin, MathTrunc, NumberIsNaN, NumberPrototypeToString, ObjectDefineProperty, RangeError, ReflectOwnKeys, SymbolFor, TypedArrayPrototypeGetBuffer,
  TypedArrayPrototypeGetByteOffset, TypedArrayPrototypeSet, StringPrototypePadStart,
} = internals.primordials;
const { node, inspect, bytes: { partOf } } = internals;

node.define('#buffer-methods', () => {
  const { nodeError, outOfRange, validateString, validateInteger } = node.load('#errors');
  const { FastBuffer, prototype, encodings, encodingOf, compareBytes, checkBytes, indexOf, fillWith } = node.load('#buffer-class');

  // A start or end as slice() takes it.
  function clamp(index, length, missing) {
    if (index === undefined) return missing;
    index = MathTrunc(+index);
    if (NumberIsNaN(index)) return 0;
    if (index < 0) return index + length > 0 ? index + length : 0;
    return MathMin(index, length);
  }

  function part(buffer, start, end) {
    const from = clamp(start, buffer.length, 0), to = clamp(end, buffer.length, buffer.length);
    return new FastBuffer(TypedArrayPrototypeGetBuffer(buffer), TypedArrayPrototypeGetByteOffset(buffer) + from, to > from ? to - from : 0);
  }

  function swap(buffer, size) {
    if (buffer.length % size !== 0) throw nodeError(RangeError, 'ERR_INVALID_BUFFER_SIZE', `Buffer size must be a multiple of ${size * 8}-bits`);
    for (let i = 0; i < buffer.length; i += size) {
      for (let j = 0; j < size / 2; j++) {
        const byte = buffer[i + j];
        buffer[i + j] = buffer[i + size - 1 - j];
        buffer[i + size - 1 - j] = byte;
      }
    }
    return buffer;
  }

  const hexByte = (byte) => StringPrototypePadStart(NumberPrototypeToString(byte, 16), 2, '0');

  function show(buffer) {
    let text = `<${buffer.constructor?.name ?? 'Buffer'}`;
    const shown = MathMin(50, buffer.length);
    for (let i = 0; i < shown; i++) text += ` ${hexByte(buffer[i])}`;
    const rest = buffer.length - shown;
    return `${text}${rest > 0 ? ` ... ${rest} more byte${rest > 1 ? 's' : ''}` : ''}>`;
  }

  function integer(value, missing) {
    const number = MathTrunc(+value);
    return value === undefined || NumberIsNaN(number) ? missing : number;
  }

  const methods = {
    toString(encoding, start, end) {
      const { length } = this;
      let from = 0, to = length;
      if (start !== undefined) from = start <= 0 ? 0 : start >= length ? length : integer(start, 0);
      if (end !== undefined) to = MathMin(integer(end, 0), length);
      if (to <= from) return '';
      return encodings.toText(from === 0 && to === length ? this : partOf(this, from, to), encodingOf(encoding));
    },
    toLocaleString(encoding, start, end) { return this.toString(encoding, start, end); },
    toJSON() {
      const data = [];
      for (let i = 0; i < this.length; i++) data[i] = this[i];
      return { type: 'Buffer', data };
    },
    equals(other) {
      checkBytes(other, 'otherBuffer');
      return this === other || (this.length === other.length && compareBytes(this, other) === 0);
    },
    compare(target, targetStart, targetEnd, sourceStart, sourceEnd) {
      checkBytes(target, 'target');
      const bound = (value, name, missing, most) => {
        if (value === undefined) return missing;
        validateInteger(value, name, 0, most);
        return value;
      };
      targetStart = bound(targetStart, 'targetStart', 0);
      targetEnd = bound(targetEnd, 'targetEnd', target.length, target.length);
      sourceStart = bound(sourceStart, 'sourceStart', 0);
      sourceEnd = bound(sourceEnd, 'sourceEnd', this.length, this.length);
      if (sourceStart >= sourceEnd) return targetStart >= targetEnd ? 0 : -1;
      if (targetStart >= targetEnd) return 1;
      return compareBytes(partOf(this, sourceStart, sourceEnd), partOf(target, targetStart, targetEnd));
    },
    indexOf(value, byteOffset, encoding) { return indexOf(this, value, byteOffset, encoding, true); },
    lastIndexOf(value, byteOffset, encoding) { return indexOf(this, value, byteOffset, encoding, false); },
    includes(value, byteOffset, encoding) { return indexOf(this, value, byteOffset, encoding, true) !== -1; },
    fill(value, offset, end, encoding) { return fillWith(this, value, offset, end, encoding); },
    slice(start, end) { return part(this, start, end); },
    subarray(start, end) { return part(this, start, end); },
    copy(target, targetStart, sourceStart, sourceEnd) {
      checkBytes(target, 'target');
      const at = integer(targetStart, 0), from = integer(sourceStart, 0);
      if (at < 0) throw outOfRange('targetStart', '>= 0', at);
      if (from < 0 || from > this.length) throw outOfRange('sourceStart', `>= 0 && <= ${this.length}`, from);
      let to = integer(sourceEnd, this.length);
      if (to < 0) throw outOfRange('sourceEnd', '>= 0', to);
      to = MathMin(to, this.length, from + target.length - at);
      if (at >= target.length || from >= to) return 0;
      TypedArrayPrototypeSet(target, partOf(this, from, to), at);
      return to - from;
    },
    write(text, offset, length, encoding) {
      if (typeof offset === 'string') {
        encoding = offset;
        offset = length = undefined;
      } else if (typeof length === 'string') {
        encoding = length;
        length = undefined;
      }
      validateString(text, 'argument');
      if (offset === undefined) offset = 0;
      else validateInteger(offset, 'offset', 0, this.length);
      const room = this.length - offset;
      if (length === undefined) length = room;
      else validateInteger(length, 'length', 0, this.length);
      return encodings.write(this, text, encodingOf(encoding), offset, MathMin(length, room));
    },
    swap16() { return swap(this, 2); },
    swap32() { return swap(this, 4); },
    swap64() { return swap(this, 8); },
    inspect() { return show(this); },
    [SymbolFor('nodejs.util.inspect.custom')]() { return show(this); },
  };
  const names = ReflectOwnKeys(methods);
  for (let i = 0; i < names.length; i++) {
    const enumerable = typeof names[i] === 'string';
    ObjectDefineProperty(prototype, names[i], { __proto__: null, value: methods[names[i]], writable: true, enumerable, configurable: true });
  }

  const short = ['utf8', 'latin1', 'ascii', 'hex', 'base64', 'base64url', 'ucs2'];
  for (let i = 0; i < short.length; i++) {
    const encoding = encodings.normalize(short[i]);
    const slice = function (start, end) { return this.toString(encoding, start, end); };
    const write = function (text, offset = 0, length = this.length - offset) { return this.write(text, offset, length, encoding); };
    ObjectDefineProperty(prototype, `${short[i]}Slice`, { __proto__: null, value: slice, writable: true, enumerable: true, configurable: true });
    ObjectDefineProperty(prototype, `${short[i]}Write`, { __proto__: null, value: write, writable: true, enumerable: true, configurable: true });
  }

  const accessor = (name, get) => ObjectDefineProperty(prototype, name, { __proto__: null, get, set: undefined, enumerable: true, configurable: true });
  accessor('parent', function () { return this instanceof FastBuffer ? this.buffer : undefined; });
  accessor('offset', function () { return this instanceof FastBuffer ? this.byteOffset : undefined; });

  node.load('#buffer-numbers')(prototype);
  inspect.viewers.set(prototype, show);
  return {};
});
