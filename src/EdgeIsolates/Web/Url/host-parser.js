'use strict';
// https://url.spec.whatwg.org/#host-parsing
// A host is kept as its serialization; null is failure. What a domain needs of Unicode (UTS #46) the ops do, except
// for normalization.
const {
  MathFloor, NumberIsNaN, NumberParseInt, RegExpPrototypeExec, StringPrototypeCharCodeAt, StringPrototypeLastIndexOf,
  StringPrototypeNormalize, StringPrototypeSlice, StringPrototypeSplit, StringPrototypeToLowerCase, NumberPrototypeToString,
} = internals.primordials;
const { ops, percent } = internals;

const forbiddenHost = /[\u0000\t\n\r #/:<>?@[\\\]^|]/;
const forbiddenDomain = /[\u0000-\u0020#%/:<>?@[\\\]^|\u007f]/;
const needsUnicodeProcessing = /[^\u0000-\u007f]|(?:^|\.)xn--/i;

// https://url.spec.whatwg.org/#concept-host-parser
function parseHost(input, isOpaque) {
  if (input[0] === '[') {
    if (input[input.length - 1] !== ']') return null;
    const pieces = parseIPv6(StringPrototypeSlice(input, 1, -1));
    return pieces === null ? null : `[${serializeIPv6(pieces)}]`;
  }
  if (isOpaque) return RegExpPrototypeExec(forbiddenHost, input) !== null ? null : percent.encode(input, percent.c0Control);
  const ascii = domainToASCII(percent.decode(input));
  if (ascii === null || ascii === '' || RegExpPrototypeExec(forbiddenDomain, ascii) !== null) return null;
  return endsInNumber(ascii) ? parseIPv4(ascii) : ascii;
}

// https://url.spec.whatwg.org/#concept-domain-to-ascii, beStrict false
function domainToASCII(domain) {
  if (RegExpPrototypeExec(needsUnicodeProcessing, domain) === null) return StringPrototypeToLowerCase(domain);
  const mapped = ops.op_url_idna_map(domain);
  const decoded = mapped === null ? null : ops.op_url_idna_decode(StringPrototypeNormalize(mapped, 'NFC'));
  return decoded === null || StringPrototypeNormalize(decoded, 'NFC') !== decoded ? null : ops.op_url_idna_encode(decoded);
}

const digits = /^[0-9]+$/;
const numeral = /^0[xX][0-9a-fA-F]*$/;

// https://url.spec.whatwg.org/#ends-in-a-number-checker
function endsInNumber(input) {
  const end = input[input.length - 1] === '.' ? input.length - 1 : input.length;
  if (end === 0) return false;
  const last = StringPrototypeSlice(input, StringPrototypeLastIndexOf(input, '.', end - 1) + 1, end);
  return RegExpPrototypeExec(digits, last) !== null || RegExpPrototypeExec(numeral, last) !== null;
}

// https://url.spec.whatwg.org/#concept-ipv4-parser
function parseIPv4(input) {
  const parts = StringPrototypeSplit(input, '.');
  if (parts[parts.length - 1] === '' && parts.length > 1) parts.length -= 1;
  if (parts.length > 4) return null;
  const last = parts.length - 1;
  let address = 0;
  for (let i = 0; i <= last; i++) {
    const number = parseIPv4Number(parts[i]);
    if (NumberIsNaN(number)) return null;
    if (i < last ? number > 255 : number >= 256 ** (4 - last)) return null;
    address += i < last ? number * 256 ** (3 - i) : number;
  }
  return `${MathFloor(address / 2 ** 24)}.${(address >>> 16) & 255}.${(address >>> 8) & 255}.${address & 255}`;
}

const radixDigits = { __proto__: null, 8: /^[0-7]*$/, 10: /^[0-9]*$/, 16: /^[0-9a-fA-F]*$/ };

// https://url.spec.whatwg.org/#ipv4-number-parser; NaN is failure
function parseIPv4Number(input) {
  if (input === '') return NaN;
  let radix = 10;
  if (input.length >= 2 && input[0] === '0') {
    radix = input[1] === 'x' || input[1] === 'X' ? 16 : 8;
    input = StringPrototypeSlice(input, radix === 16 ? 2 : 1);
  }
  if (input === '') return 0;
  return RegExpPrototypeExec(radixDigits[radix], input) === null ? NaN : NumberParseInt(input, radix);
}

const hexDigit = /^[0-9a-fA-F]$/;
const isDigit = (character) => character >= '0' && character <= '9';

// https://url.spec.whatwg.org/#concept-ipv6-parser
function parseIPv6(input) {
  const address = [0, 0, 0, 0, 0, 0, 0, 0];
  let piece = 0, compress = -1, at = 0;
  if (input[at] === ':') {
    if (input[at + 1] !== ':') return null;
    at += 2;
    piece++;
    compress = piece;
  }
  while (at < input.length) {
    if (piece === 8) return null;
    if (input[at] === ':') {
      if (compress >= 0) return null;
      at++;
      piece++;
      compress = piece;
      continue;
    }
    let value = 0, length = 0;
    while (length < 4 && at < input.length && RegExpPrototypeExec(hexDigit, input[at]) !== null) {
      value = value * 16 + NumberParseInt(input[at], 16);
      at++;
      length++;
    }
    if (input[at] === '.') {
      if (length === 0) return null;
      piece = parseEmbeddedIPv4(input, at - length, address, piece);
      if (piece < 0) return null;
      break;
    }
    if (input[at] === ':') {
      at++;
      if (at === input.length) return null;
    } else if (at < input.length) {
      return null;
    }
    address[piece++] = value;
  }
  if (compress >= 0) {
    let swaps = piece - compress;
    for (piece = 7; piece !== 0 && swaps > 0; piece--, swaps--) {
      const other = compress + swaps - 1, value = address[other];
      address[other] = address[piece];
      address[piece] = value;
    }
    return address;
  }
  return piece === 8 ? address : null;
}

// The steps of the IPv6 parser from "if c is U+002E (.)"; gives the next piece index, or -1.
function parseEmbeddedIPv4(input, at, address, piece) {
  if (piece > 6) return -1;
  let seen = 0;
  while (at < input.length) {
    let value = -1;
    if (seen > 0) {
      if (input[at] !== '.' || seen >= 4) return -1;
      at++;
    }
    if (at >= input.length || !isDigit(input[at])) return -1;
    while (at < input.length && isDigit(input[at])) {
      const number = StringPrototypeCharCodeAt(input, at) - 48;
      if (value === 0) return -1;
      value = value < 0 ? number : value * 10 + number;
      if (value > 255) return -1;
      at++;
    }
    address[piece] = address[piece] * 256 + value;
    seen++;
    if (seen === 2 || seen === 4) piece++;
  }
  return seen === 4 ? piece : -1;
}

// https://url.spec.whatwg.org/#concept-ipv6-serializer
function serializeIPv6(address) {
  const compress = longestZeroRun(address);
  let output = '', ignoreZero = false;
  for (let i = 0; i < 8; i++) {
    if (ignoreZero && address[i] === 0) continue;
    ignoreZero = false;
    if (compress === i) {
      output += i === 0 ? '::' : ':';
      ignoreZero = true;
      continue;
    }
    output += NumberPrototypeToString(address[i], 16);
    if (i !== 7) output += ':';
  }
  return output;
}

// https://url.spec.whatwg.org/#find-the-ipv6-address-compressed-piece-index
function longestZeroRun(address) {
  let longest = -1, longestSize = 1, found = -1, size = 0;
  for (let i = 0; i <= 8; i++) {
    if (i < 8 && address[i] === 0) {
      if (found < 0) found = i;
      size++;
      continue;
    }
    if (size > longestSize) { longest = found; longestSize = size; }
    found = -1;
    size = 0;
  }
  return longest;
}

internals.url = { __proto__: null, parseHost, endsInNumber };
