'use strict';
// https://tc39.es/ecma262/#sec-string.prototype.iswellformed and kin, https://tc39.es/ecma262/#sec-regexp.escape
const { NumberPrototypeToString, RegExp, RegExpPrototypeExec, String, StringPrototypeCharCodeAt, StringPrototypePadStart, TypeError } = internals.primordials;
const { fill, webidl: { scalarValues } } = internals;

function thisString(value) {
  if (value === undefined || value === null) throw new TypeError('String.prototype method called on null or undefined');
  return String(value);
}

fill(String.prototype, {
  isWellFormed() {
    const text = thisString(this);
    return scalarValues(text) === text;
  },

  toWellFormed() { return scalarValues(thisString(this)); },
});

const alphanumeric = /^[0-9A-Za-z]$/;
const syntax = /^[\^$\\.*+?()[\]{}|/]$/;
const punctuator = /^[,\-=<>#&!%:;@~'`"\u0009-\u000d\u0020\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff\ud800-\udfff]$/;
const controls = { __proto__: null, '\t': '\\t', '\n': '\\n', '\v': '\\v', '\f': '\\f', '\r': '\\r' };

const hex = (code, digits) => StringPrototypePadStart(NumberPrototypeToString(code, 16), digits, '0');

// https://tc39.es/ecma262/#sec-encodeforregexpescape
function encode(character) {
  if (RegExpPrototypeExec(syntax, character) !== null) return `\\${character}`;
  if (controls[character] !== undefined) return controls[character];
  if (RegExpPrototypeExec(punctuator, character) === null) return character;
  const code = StringPrototypeCharCodeAt(character, 0);
  return code <= 0xff ? `\\x${hex(code, 2)}` : `\\u${hex(code, 4)}`;
}

fill(RegExp, {
  escape(S) {
    if (typeof S !== 'string') throw new TypeError('RegExp.escape wants a string');
    let result = '';
    for (let i = 0; i < S.length; i++) {
      const code = StringPrototypeCharCodeAt(S, i);
      const next = code >= 0xd800 && code <= 0xdbff && i + 1 < S.length ? StringPrototypeCharCodeAt(S, i + 1) : 0;
      if (next >= 0xdc00 && next <= 0xdfff) result += S[i] + S[++i];
      else if (i === 0 && RegExpPrototypeExec(alphanumeric, S[0]) !== null) result += `\\x${hex(code, 2)}`;
      else result += encode(S[i]);
    }
    return result;
  },
});
