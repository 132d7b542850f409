'use strict';
// https://console.spec.whatwg.org/#formatter
const {
  MathTrunc, NumberParseFloat, NumberParseInt, NumberPrototypeToString, ObjectIs, RegExpPrototypeExec, String, StringPrototypeSlice,
  SymbolPrototypeToString, StringPrototypeIndexOf,
} = internals.primordials;
const { inspect, webidl } = internals;

const mostOutput = 65_536;
const atoms = { __proto__: null, depth: 0 };
const generous = { __proto__: null, depth: 4 };
const directive = /%[sdifoOc%]/;

// What %d, %i and %f see: only primitives are converted, so that no valueOf of the tenant runs.
function number(value, convert) {
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value === 'symbol' || webidl.isObject(value)) return 'NaN';
  const result = convert(value);
  return ObjectIs(result, -0) ? '-0' : NumberPrototypeToString(result);
}

function substitute(kind, value) {
  switch (kind) {
    case 's':
      if (typeof value === 'string') return value;
      if (typeof value === 'symbol') return SymbolPrototypeToString(value);
      return webidl.isObject(value) ? inspect(value, atoms) : typeof value === 'bigint' ? `${value}n` : ObjectIs(value, -0) ? '-0' : String(value);
    case 'd': return number(value, (item) => +item);
    case 'i': return number(value, (item) => MathTrunc(NumberParseInt(item, 10)));
    case 'f': return number(value, (item) => NumberParseFloat(item));
    case 'o': return inspect(value, generous);
    case 'O': return inspect(value);
    default: return ''; // c: styles have no place in a log
  }
}

// The text of console.log(...args).
function format(args) {
  let text = '', next = 0;
  if (typeof args[0] === 'string') {
    let rest = args[0];
    next = 1;
    if (args.length > 1 && StringPrototypeIndexOf(rest, '%') >= 0) {
      for (let match = RegExpPrototypeExec(directive, rest); match !== null; match = RegExpPrototypeExec(directive, rest)) {
        const kind = match[0][1];
        text += StringPrototypeSlice(rest, 0, match.index);
        rest = StringPrototypeSlice(rest, match.index + 2);
        if (kind === '%') text += '%';
        else text += next < args.length ? substitute(kind, args[next++]) : match[0];
        if (text.length > mostOutput) break;
      }
    }
    text += rest;
  }
  for (; next < args.length && text.length <= mostOutput; next++) {
    if (next > 0) text += ' ';
    text += typeof args[next] === 'string' ? args[next] : inspect(args[next]);
  }
  return text.length > mostOutput ? `${StringPrototypeSlice(text, 0, mostOutput)}...` : text;
}

internals.format = format;
