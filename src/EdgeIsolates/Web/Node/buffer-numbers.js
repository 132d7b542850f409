'use strict';
// Reading and writing numbers in a Buffer: https://nodejs.org/api/buffer.html#bufreadbigint64beoffset
const { BigInt, BigIntAsIntN, Float32Array, Float64Array, Number, NumberIsInteger, ObjectDefineProperty, RangeError, Uint8Array } = internals.primordials;
const { node } = internals;

node.define('#buffer-numbers', () => {
  const { nodeError, invalidArgType, outOfRange } = node.load('#errors');

  function checkOffset(offset, most) {
    if (typeof offset !== 'number') throw invalidArgType('offset', 'number', offset);
    if (!NumberIsInteger(offset)) throw outOfRange('offset', 'an integer', offset);
    if (most < 0) throw nodeError(RangeError, 'ERR_BUFFER_OUT_OF_BOUNDS', 'Attempt to access memory outside buffer bounds');
    if (offset < 0 || offset > most) throw outOfRange('offset', `>= 0 and <= ${most}`, offset);
  }

  function checkSize(size) {
    if (typeof size !== 'number') throw invalidArgType('byteLength', 'number', size);
    if (!NumberIsInteger(size)) throw outOfRange('byteLength', 'an integer', size);
    if (size < 1 || size > 6) throw outOfRange('byteLength', '>= 1 and <= 6', size);
  }

  function checkValue(value, size, min, max) {
    if (value <= max && value >= min) return;
    if (value !== value) return; // NaN is written as 0
    const n = typeof min === 'bigint' ? 'n' : '', bits = size * 8;
    let range = `>= ${min} and <= ${max}`;
    if (size > 4) {
      range = min < 0
        ? `>= -(2${n} ** ${bits - 1}${n}) and < 2${n} ** ${bits - 1}${n}`
        : `>= 0${n} and < 2${n} ** ${bits}${n}`;
    }
    throw outOfRange('value', range, value);
  }

  function readUnsigned(buffer, offset, size, little) {
    let value = 0;
    for (let i = 0; i < size; i++) value = value * 256 + buffer[little ? offset + size - 1 - i : offset + i];
    return value;
  }

  function readSigned(buffer, offset, size, little) {
    const value = readUnsigned(buffer, offset, size, little);
    return value >= 2 ** (size * 8 - 1) ? value - 2 ** (size * 8) : value;
  }

  function writeBytes(buffer, value, offset, size, little) {
    let rest = value < 0 ? value + 2 ** (size * 8) : value;
    for (let i = 0; i < size; i++) {
      buffer[little ? offset + i : offset + size - 1 - i] = rest % 256;
      rest = (rest - (rest % 256)) / 256;
    }
    return offset + size;
  }

  const method = (prototype, name, value) => {
    ObjectDefineProperty(prototype, name, { __proto__: null, value, writable: true, enumerable: true, configurable: true });
  };

  function both(prototype, name, alias, value) {
    method(prototype, name, value);
    if (alias !== name) method(prototype, alias, value);
  }

  function defineIntegers(prototype, size, little) {
    const order = size === 1 ? '' : little ? 'LE' : 'BE', bits = size * 8;
    both(prototype, `readUInt${bits}${order}`, `readUint${bits}${order}`, function (offset = 0) {
      checkOffset(offset, this.length - size);
      return readUnsigned(this, offset, size, little);
    });
    method(prototype, `readInt${bits}${order}`, function (offset = 0) {
      checkOffset(offset, this.length - size);
      return readSigned(this, offset, size, little);
    });
    both(prototype, `writeUInt${bits}${order}`, `writeUint${bits}${order}`, function (value, offset = 0) {
      return writeInteger(this, +value, offset, size, little, 0, 2 ** bits - 1);
    });
    method(prototype, `writeInt${bits}${order}`, function (value, offset = 0) {
      return writeInteger(this, +value, offset, size, little, -(2 ** (bits - 1)), 2 ** (bits - 1) - 1);
    });
  }

  function writeInteger(buffer, value, offset, size, little, min, max) {
    if (typeof offset !== 'number') throw invalidArgType('offset', 'number', offset);
    checkValue(value, size, min, max);
    checkOffset(offset, buffer.length - size);
    value = value !== value ? 0 : value < 0 ? -(-value - (-value % 1)) : value - (value % 1);
    return writeBytes(buffer, value, offset, size, little);
  }

  function defineSized(prototype, little) {
    const order = little ? 'LE' : 'BE';
    both(prototype, `readUInt${order}`, `readUint${order}`, function (offset, byteLength) {
      if (offset === undefined) throw invalidArgType('offset', 'number', offset);
      checkSize(byteLength);
      checkOffset(offset, this.length - byteLength);
      return readUnsigned(this, offset, byteLength, little);
    });
    method(prototype, `readInt${order}`, function (offset, byteLength) {
      if (offset === undefined) throw invalidArgType('offset', 'number', offset);
      checkSize(byteLength);
      checkOffset(offset, this.length - byteLength);
      return readSigned(this, offset, byteLength, little);
    });
    both(prototype, `writeUInt${order}`, `writeUint${order}`, function (value, offset, byteLength) {
      checkSize(byteLength);
      return writeInteger(this, +value, offset, byteLength, little, 0, 2 ** (byteLength * 8) - 1);
    });
    method(prototype, `writeInt${order}`, function (value, offset, byteLength) {
      checkSize(byteLength);
      return writeInteger(this, +value, offset, byteLength, little, -(2 ** (byteLength * 8 - 1)), 2 ** (byteLength * 8 - 1) - 1);
    });
  }

  function readBigUnsigned(buffer, offset, little) {
    checkOffset(offset, buffer.length - 8);
    const first = BigInt(readUnsigned(buffer, offset, 4, little)), second = BigInt(readUnsigned(buffer, offset + 4, 4, little));
    return little ? (second << 32n) | first : (first << 32n) | second;
  }

  function writeBig(buffer, value, offset, little, min, max) {
    if (typeof value !== 'bigint') throw invalidArgType('value', 'bigint', value);
    checkValue(value, 8, min, max);
    checkOffset(offset, buffer.length - 8);
    const high = Number((value >> 32n) & 0xffffffffn), low = Number(value & 0xffffffffn);
    writeBytes(buffer, little ? low : high, offset, 4, little);
    return writeBytes(buffer, little ? high : low, offset + 4, 4, little);
  }

  function defineBigs(prototype, little) {
    const order = little ? 'LE' : 'BE';
    both(prototype, `readBigUInt64${order}`, `readBigUint64${order}`, function (offset = 0) { return readBigUnsigned(this, offset, little); });
    method(prototype, `readBigInt64${order}`, function (offset = 0) { return BigIntAsIntN(64, readBigUnsigned(this, offset, little)); });
    both(prototype, `writeBigUInt64${order}`, `writeBigUint64${order}`, function (value, offset = 0) {
      return writeBig(this, value, offset, little, 0n, 0xffffffffffffffffn);
    });
    method(prototype, `writeBigInt64${order}`, function (value, offset = 0) {
      return writeBig(this, value, offset, little, -0x8000000000000000n, 0x7fffffffffffffffn);
    });
  }

  function defineFloats(prototype, name, FloatArray, size, little) {
    const number = new FloatArray(1), bytes = new Uint8Array(number.buffer), order = little ? 'LE' : 'BE';
    method(prototype, `read${name}${order}`, function (offset = 0) {
      checkOffset(offset, this.length - size);
      for (let i = 0; i < size; i++) bytes[little ? i : size - 1 - i] = this[offset + i];
      return number[0];
    });
    method(prototype, `write${name}${order}`, function (value, offset = 0) {
      checkOffset(offset, this.length - size);
      number[0] = value;
      for (let i = 0; i < size; i++) this[offset + i] = bytes[little ? i : size - 1 - i];
      return offset + size;
    });
  }

  return (prototype) => {
    for (let little = 0; little < 2; little++) {
      if (little === 0) defineIntegers(prototype, 1, false);
      defineIntegers(prototype, 2, little === 1);
      defineIntegers(prototype, 4, little === 1);
      defineSized(prototype, little === 1);
      defineBigs(prototype, little === 1);
      defineFloats(prototype, 'Float', Float32Array, 4, little === 1);
      defineFloats(prototype, 'Double', Float64Array, 8, little === 1);
    }
  };
});
