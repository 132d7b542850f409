'use strict';
// https://mimesniff.spec.whatwg.org/#understanding-mime-types
//
// A MIME type is a record: type, subtype, and its parameters as a flat list [name, value, name, value...]. Null is failure.
const {
  NewList, StringPrototypeCharCodeAt, StringPrototypeIndexOf, StringPrototypeSlice, StringPrototypeToLowerCase,
} = internals.primordials;
const { characters: { asciiSet, endOf } } = internals;

// https://mimesniff.spec.whatwg.org/#http-token-code-point
const tokenCharacters = asciiSet(/[!#$%&'*+\-.^_`|~0-9A-Za-z]/);
const isToken = (text) => text !== '' && endOf(tokenCharacters, text, 0) === text.length;

// https://mimesniff.spec.whatwg.org/#http-quoted-string-token-code-point
function isQuotedStringText(text) {
  for (let i = 0; i < text.length; i++) {
    const code = StringPrototypeCharCodeAt(text, i);
    if ((code < 0x20 && code !== 9) || code === 0x7f || code > 0xff) return false;
  }
  return true;
}

const isSpace = (character) => character === ' ' || character === '\t' || character === '\n' || character === '\r';

function skipSpace(text, at) {
  while (at < text.length && isSpace(text[at])) at++;
  return at;
}

// The text from start to end without HTTP whitespace at its end.
function trimmedEnd(text, start, end) {
  while (end > start && isSpace(text[end - 1])) end--;
  return StringPrototypeSlice(text, start, end);
}

function find(text, character, start) {
  const at = StringPrototypeIndexOf(text, character, start);
  return at < 0 ? text.length : at;
}

// https://fetch.spec.whatwg.org/#collect-an-http-quoted-string, with extract-value; `at` is the opening quote
function quotedString(text, at) {
  let value = '';
  for (at++; at < text.length; at++) {
    if (text[at] === '"') return { __proto__: null, value, end: at + 1 };
    if (text[at] === '\\' && at + 1 < text.length) at++;
    value += text[at];
  }
  return { __proto__: null, value, end: at };
}

function getParameter(record, name) {
  const { parameters } = record;
  for (let i = 0; i < parameters.length; i += 2) if (parameters[i] === name) return parameters[i + 1];
  return null;
}

function setParameter(record, name, value) {
  const { parameters } = record, end = parameters.length;
  for (let i = 0; i < end; i += 2) {
    if (parameters[i] === name) {
      parameters[i + 1] = value;
      return;
    }
  }
  parameters[end] = name;
  parameters[end + 1] = value;
}

// https://mimesniff.spec.whatwg.org/#parse-a-mime-type
function parse(text) {
  const start = skipSpace(text, 0), slash = find(text, '/', start);
  const type = StringPrototypeSlice(text, start, slash);
  if (slash === text.length || !isToken(type)) return null;
  const end = find(text, ';', slash), subtype = trimmedEnd(text, slash + 1, end);
  if (!isToken(subtype)) return null;
  const record = {
    __proto__: null, type: StringPrototypeToLowerCase(type), subtype: StringPrototypeToLowerCase(subtype), parameters: NewList(),
  };
  parseParameters(record, text, end);
  return record;
}

// Steps 11 on; `at` is a semicolon or the end.
function parseParameters(record, text, at) {
  while (at < text.length) {
    const start = skipSpace(text, at + 1);
    const semicolon = find(text, ';', start), equals = find(text, '=', start);
    at = semicolon;
    if (equals >= semicolon || equals + 1 === text.length) continue;
    let value;
    if (text[equals + 1] === '"') {
      const quoted = quotedString(text, equals + 1);
      ({ value } = quoted);
      at = find(text, ';', quoted.end);
    } else {
      value = trimmedEnd(text, equals + 1, semicolon);
      if (value === '') continue;
    }
    const name = StringPrototypeSlice(text, start, equals);
    if (!isToken(name) || !isQuotedStringText(value)) continue;
    const lowerName = StringPrototypeToLowerCase(name);
    if (getParameter(record, lowerName) === null) setParameter(record, lowerName, value);
  }
}

const essence = (record) => `${record.type}/${record.subtype}`;

// https://mimesniff.spec.whatwg.org/#serialize-a-mime-type
function serialize(record) {
  const { parameters } = record;
  let text = essence(record);
  for (let i = 0; i < parameters.length; i += 2) {
    const value = parameters[i + 1];
    text += `;${parameters[i]}=${isToken(value) ? value : quoted(value)}`;
  }
  return text;
}

function quoted(value) {
  let text = '"';
  for (let i = 0; i < value.length; i++) text += value[i] === '"' || value[i] === '\\' ? `\\${value[i]}` : value[i];
  return `${text}"`;
}

// https://fetch.spec.whatwg.org/#header-value-get-decode-and-split: where the value that begins at `start` ends, at a comma
// outside of quotes or at the end.
function endOfValue(text, start) {
  let at = start;
  while (at < text.length && text[at] !== ',') at = text[at] === '"' ? quotedString(text, at).end : at + 1;
  return at;
}

// https://fetch.spec.whatwg.org/#concept-header-extract-mime-type
function extractFromHeaders(headerList) {
  const text = headerList.get('content-type');
  if (text === null) return null;
  let charset = null, current = null, record = null;
  for (let start = 0; start <= text.length;) {
    const end = endOfValue(text, start);
    const next = parse(trimmedEnd(text, start, end));
    start = end + 1;
    if (next === null || essence(next) === '*/*') continue;
    record = next;
    if (essence(record) !== current) {
      charset = getParameter(record, 'charset');
      current = essence(record);
    } else if (charset !== null && getParameter(record, 'charset') === null) {
      setParameter(record, 'charset', charset);
    }
  }
  return record;
}

internals.mime = { __proto__: null, parse, serialize, essence, parameter: getParameter, setParameter, extractFromHeaders, isToken };
