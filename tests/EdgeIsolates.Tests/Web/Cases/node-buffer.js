import { Buffer, Blob as NodeBlob, constants, isAscii, isUtf8, kMaxLength, transcode } from 'node:buffer';
import bare from 'buffer';
import { inspect } from 'node:util';

// The expectations are what Node.js 20 does: this file passes there too.
test('buffer: names', () => {
  equal(bare.Buffer === Buffer, true);
  equal(globalThis.Buffer === Buffer, true);
  equal(NodeBlob === globalThis.Blob, true);
  equal(typeof constants.MAX_LENGTH, 'number');
  equal(typeof kMaxLength, 'number');
  equal(Buffer.name, 'Buffer');
});

test('buffer: is a Uint8Array', () => {
  const buffer = Buffer.from('abc');
  equal(buffer instanceof Uint8Array, true);
  equal(Buffer.isBuffer(buffer), true);
  equal(Buffer.isBuffer(new Uint8Array(1)), false);
  equal(buffer.constructor === Buffer, true);
  equal(Buffer.isBuffer(buffer.map((x) => x + 1)), true);
  equal(buffer.map((x) => x + 1).toString(), 'bcd');
  equal(Buffer.isBuffer(buffer.filter(() => true)), true);
  equal(Object.prototype.toString.call(buffer), '[object Uint8Array]');
});

test('buffer: alloc', () => {
  equal(Buffer.alloc(3).toString('hex'), '000000');
  equal(Buffer.alloc(5, 'ab').toString(), 'ababa');
  equal(Buffer.alloc(4, 'YQ==', 'base64').toString(), 'aaaa');
  equal(Buffer.alloc(3, 7).toString('hex'), '070707');
  equal(Buffer.alloc(3, new Uint8Array([1, 2])).toString('hex'), '010201');
  equal(Buffer.allocUnsafe(4).length, 4);
  throws(() => Buffer.alloc(-1), 'RangeError', 'The value of "size" is out of range.');
  throws(() => Buffer.alloc('5'), 'TypeError', 'The "size" argument must be of type number. Received type string (\'5\')');
});

test('buffer: from', () => {
  equal(Buffer.from('h\u00e9\u20ac\ud83d\ude00').toString('hex'), '68c3a9e282acf09f9880');
  equal(Buffer.from([1, 257, -1, '3', 2.7]).toString('hex'), '0101ff0302');
  equal(Buffer.from(new Uint16Array([1, 256])).toString('hex'), '0100');
  const source = new Uint8Array([1, 2, 3]);
  const shared = Buffer.from(source.buffer, 1, 2);
  source[1] = 9;
  equal(shared.toString('hex'), '0903');
  equal(Buffer.from(shared).buffer === source.buffer, false);
  equal(Buffer.from({ type: 'Buffer', data: [1, 2] }).toString('hex'), '0102');
  equal(Buffer.from({ length: 2, 0: 5, 1: 6 }).toString('hex'), '0506');
  equal(Buffer.from(new String('x')).toString(), 'x');
  equal(Buffer.from({ [Symbol.toPrimitive]: () => 'prim' }).toString(), 'prim');
  equal(Buffer.from('').length, 0);
  throws(() => Buffer.from(5), 'TypeError', 'The first argument must be of type string or an instance of Buffer, ArrayBuffer, or Array or an Array-like Object. Received type number (5)');
  throws(() => Buffer.from(undefined), 'TypeError', 'Received undefined');
  throws(() => Buffer.from(null), 'TypeError', 'Received null');
  throws(() => Buffer.from({}), 'TypeError', 'Received an instance of Object');
  throws(() => Buffer.from('x', 'klingon'), 'TypeError', 'Unknown encoding: klingon');
  throws(() => Buffer.from(new ArrayBuffer(2), 3), 'RangeError', '"offset" is outside of buffer bounds');
  equal(Buffer(3).length, 3);
  equal(new Buffer('old').toString(), 'old');
});

test('buffer: encodings to text', () => {
  const bytes = Buffer.from([0x68, 0xc3, 0xa9, 0xff, 0x00, 0xe2, 0x82]);
  equal(bytes.toString(), 'h\u00e9\ufffd\u0000\ufffd');
  equal(bytes.toString('latin1'), 'h\u00c3\u00a9\u00ff\u0000\u00e2\u0082');
  equal(bytes.toString('binary'), bytes.toString('latin1'));
  equal(bytes.toString('ascii'), 'hC)\u007f\u0000b\u0002');
  equal(bytes.toString('hex'), '68c3a9ff00e282');
  equal(bytes.toString('base64'), 'aMOp/wDigg==');
  equal(bytes.toString('base64url'), 'aMOp_wDigg');
  equal(bytes.toString('utf16le'), '\uc368\uffa9\ue200');
  equal(bytes.toString('UCS-2'), bytes.toString('utf16le'));
  equal(bytes.toString('utf8', 1, 3), '\u00e9');
  equal(bytes.toString('hex', -5, 2), '68c3');
  equal(bytes.toString('hex', 5), 'e282');
  equal(bytes.toString('hex', 5, 3), '');
  equal(Buffer.from([0xef, 0xbb, 0xbf, 0x61]).toString(), '\ufeffa');
});

test('buffer: encodings to bytes', () => {
  const hex = (text, encoding) => Buffer.from(text, encoding).toString('hex');
  equal(hex('abcdefg', 'hex'), 'abcdef');
  equal(hex('abxxcd', 'hex'), 'ab');
  equal(hex('abc', 'hex'), 'ab');
  equal(hex('aGk', 'base64'), '6869');
  equal(hex('aG k=\n', 'base64'), '6869');
  equal(hex('_-8', 'base64'), 'ffef');
  equal(hex('_-8', 'base64url'), 'ffef');
  equal(hex('+/8=', 'base64url'), 'fbff');
  equal(hex('\u20ac\u00ff', 'latin1'), 'acff');
  equal(hex('\u20ac\u00ff', 'ascii'), 'acff');
  equal(hex('a\u20ac', 'ucs2'), '6100ac20');
  equal(hex('\ud800x', 'utf8'), 'efbfbd78');
  equal(Buffer.byteLength('h\u00e9\u20ac'), 6);
  equal(Buffer.byteLength('aGk=', 'base64'), 2);
  equal(Buffer.byteLength('abc', 'hex'), 1);
  equal(Buffer.byteLength('abc', 'utf16le'), 6);
  equal(Buffer.byteLength(new ArrayBuffer(4)), 4);
  throws(() => Buffer.byteLength(5), 'TypeError', 'The "string" argument must be of type string or an instance of Buffer or ArrayBuffer. Received type number (5)');
  equal(['utf8', 'UTF-8', 'hex', 'base64url', 'latin1', 'nope', '', undefined].map((name) => Buffer.isEncoding(name)).join(), 'true,true,true,true,true,false,false,false');
});

test('buffer: concat and compare', () => {
  equal(Buffer.concat([Buffer.from('a'), new Uint8Array([98]), Buffer.from('cd')]).toString(), 'abcd');
  equal(Buffer.concat([Buffer.from('abc'), Buffer.from('d')], 2).toString(), 'ab');
  equal(Buffer.concat([Buffer.from('a')], 3).toString('hex'), '610000');
  equal(Buffer.concat([]).length, 0);
  throws(() => Buffer.concat('x'), 'TypeError', 'The "list" argument must be an instance of Array');
  throws(() => Buffer.concat(['x']), 'TypeError', 'The "list[0]" argument must be an instance of Buffer or Uint8Array. Received type string (\'x\')');
  equal(Buffer.compare(Buffer.from('a'), Buffer.from('b')), -1);
  equal(Buffer.compare(Buffer.from('ab'), Buffer.from('a')), 1);
  equal(Buffer.from('ab').compare(Buffer.from('xxab'), 2, 4), 0);
  equal(Buffer.from('ab').equals(new Uint8Array([97, 98])), true);
  equal(Buffer.from('ab').equals(Buffer.from('ac')), false);
  throws(() => Buffer.from('a').equals('a'), 'TypeError', 'The "otherBuffer" argument must be an instance of Buffer or Uint8Array.');
  equal([Buffer.from('b'), Buffer.from('a')].sort(Buffer.compare).join(), 'a,b');
});

test('buffer: slice, copy, fill, swap', () => {
  const buffer = Buffer.from('abcdef');
  const part = buffer.slice(1, -2);
  part[0] = 0x78;
  equal(buffer.toString(), 'axcdef');
  equal(buffer.subarray(2).toString(), 'cdef');
  equal(buffer.subarray(4, 2).length, 0);
  equal(Buffer.isBuffer(buffer.subarray(1)), true);
  const target = Buffer.alloc(4, '.');
  equal(buffer.copy(target, 1, 2), 3);
  equal(target.toString(), '.cde');
  equal(buffer.copy(target, 0, 0, 1), 1);
  equal(buffer.copy(target, 9), 0);
  equal(Buffer.alloc(6).fill('abc', 1, 5).toString('latin1'), '\0abca\0');
  equal(Buffer.alloc(3).fill('\u00e9').toString('hex'), 'c3a9c3');
  equal(Buffer.alloc(2).fill(0x101).toString('hex'), '0101');
  throws(() => Buffer.alloc(2).fill('zz', 'hex'), 'TypeError', 'The argument \'value\' is invalid. Received \'zz\'');
  equal(Buffer.from('01020304', 'hex').swap16().toString('hex'), '02010403');
  equal(Buffer.from('01020304', 'hex').swap32().toString('hex'), '04030201');
  equal(Buffer.from('0102030405060708', 'hex').swap64().toString('hex'), '0807060504030201');
  throws(() => Buffer.alloc(3).swap16(), 'RangeError', 'Buffer size must be a multiple of 16-bits');
});

test('buffer: write', () => {
  const buffer = Buffer.alloc(6, '.');
  equal(buffer.write('\u20ac\u20ac', 1), 3);
  equal(buffer.toString('latin1'), '.\u00e2\u0082\u00ac..');
  equal(buffer.write('abcdef', 4), 2);
  equal(buffer.write('6162', 0, 'hex'), 2);
  equal(buffer.write('xyz', 0, 1), 1);
  equal(buffer.toString('latin1', 0, 2), 'xb');
  throws(() => buffer.write('x', 7), 'RangeError', 'The value of "offset" is out of range. It must be >= 0 && <= 6. Received 7');
  throws(() => buffer.write(5), 'TypeError', 'argument');
  equal(buffer.utf8Write('q', 0), 1);
  equal(buffer.latin1Slice(0, 1), 'q');
});

test('buffer: search', () => {
  const buffer = Buffer.from('abcabcd\u20ac');
  equal(buffer.indexOf('abc'), 0);
  equal(buffer.indexOf('abc', 1), 3);
  equal(buffer.indexOf('d'), 6);
  equal(buffer.indexOf(0x63, -6), 5);
  equal(buffer.indexOf(Buffer.from('cd')), 5);
  equal(buffer.indexOf('\u20ac'), 7);
  equal(buffer.indexOf('nope'), -1);
  equal(buffer.lastIndexOf('abc'), 3);
  equal(buffer.lastIndexOf('abc', 2), 0);
  equal(buffer.lastIndexOf(0x61, -8), 0);
  equal(buffer.includes('bca'), true);
  equal(buffer.indexOf(''), 0);
  equal(buffer.indexOf('', 99), 10);
  equal(Buffer.from('a\0b\0', 'latin1').indexOf('b', 0, 'utf16le'), 2);
  throws(() => buffer.indexOf({}), 'TypeError', 'The "value" argument must be one of type number or string or an instance of Buffer or Uint8Array. Received an instance of Object');
});

test('buffer: integers', () => {
  const buffer = Buffer.from('0102030405060708f1', 'hex');
  equal(buffer.readUInt8(8), 0xf1);
  equal(buffer.readInt8(8), -15);
  equal(buffer.readUint16LE(0), 0x0201);
  equal(buffer.readUInt16BE(7), 0x08f1);
  equal(buffer.readInt32BE(5), 0x060708f1);
  equal(buffer.readInt32LE(5), -251132154);
  equal(buffer.readUIntBE(0, 6), 0x010203040506);
  equal(buffer.readIntLE(3, 6), -16458196843260);
  equal(buffer.readBigUInt64LE(0), 0x0807060504030201n);
  equal(buffer.readBigInt64BE(1), 0x02030405060708f1n);
  const out = Buffer.alloc(8);
  equal(out.writeUInt32BE(0xdeadbeef, 2), 6);
  equal(out.toString('hex'), '0000deadbeef0000');
  out.writeInt16LE(-2, 0);
  equal(out.readInt16LE(0), -2);
  out.writeIntBE(-123456789012, 0, 6);
  equal(out.readIntBE(0, 6), -123456789012);
  out.writeBigInt64LE(-5n);
  equal(out.toString('hex'), 'fbffffffffffffff');
  out.writeUInt8(3.9);
  equal(out[0], 3);
  throws(() => buffer.readUInt32LE(6), 'RangeError', 'The value of "offset" is out of range. It must be >= 0 and <= 5. Received 6');
  throws(() => buffer.readInt8(1.5), 'RangeError', 'It must be an integer. Received 1.5');
  throws(() => buffer.readInt8('1'), 'TypeError', 'The "offset" argument must be of type number. Received type string (\'1\')');
  throws(() => Buffer.alloc(1).readInt16LE(), 'RangeError', 'Attempt to access memory outside buffer bounds');
  throws(() => out.writeUInt8(256), 'RangeError', 'The value of "value" is out of range. It must be >= 0 and <= 255. Received 256');
  throws(() => out.writeUIntBE(2 ** 48, 0, 6), 'RangeError', 'It must be >= 0 and < 2 ** 48. Received 281_474_976_710_656');
  throws(() => out.writeBigUInt64BE(-1n), 'RangeError', 'It must be >= 0n and < 2n ** 64n. Received -1n');
  throws(() => out.readUIntBE(0, 7), 'RangeError', 'The value of "byteLength" is out of range. It must be >= 1 and <= 6. Received 7');
});

test('buffer: floats', () => {
  const out = Buffer.alloc(8);
  equal(out.writeDoubleBE(Math.PI), 8);
  equal(out.toString('hex'), '400921fb54442d18');
  equal(out.readDoubleBE(), Math.PI);
  out.writeFloatLE(1.5, 4);
  equal(out.readFloatLE(4), 1.5);
  equal(out.toString('hex', 4), '0000c03f');
});

test('buffer: shown and serialized', () => {
  equal(JSON.stringify(Buffer.from('hi')), '{"type":"Buffer","data":[104,105]}');
  equal(inspect(Buffer.from('hi')), '<Buffer 68 69>');
  equal(inspect(Buffer.alloc(60)).endsWith('00 ... 10 more bytes>'), true);
  equal(`${Buffer.from('text')}`, 'text');
  equal([...Buffer.from('ab').entries()].join(';'), '0,97;1,98');
});

test('buffer: functions', () => {
  equal(isUtf8(Buffer.from('\u20ac')), true);
  equal(isUtf8(Buffer.from([0xff])), false);
  equal(isAscii(Buffer.from('a')), true);
  equal(isAscii(Buffer.from('\u00e9')), false);
  equal(transcode(Buffer.from('\u20ac'), 'utf8', 'utf16le').toString('hex'), 'ac20');
});
