'use strict';
// https://url.spec.whatwg.org/#url-parsing
//
// Two ways to the same record: one scan for the plain http(s) URL that most are, and the standard's
// state machine for everything. The URL of a request is remembered, because `new URL(request.url)` parses what
// `request.url` just did. Lone surrogates are looked for only when the scan fails: what it takes is ASCII.
const {
  NumberParseInt, RegExpPrototypeExec, StringPrototypeIndexOf, StringPrototypeReplaceAll, StringPrototypeSlice, StringPrototypeStartsWith,
} = internals.primordials;
const { url, webidl: { scalarValues }, characters: { asciiSet, endOf } } = internals;
const { UrlRecord, states, failure, done } = url;

const hostCharacters = asciiSet(/[a-z0-9-]/);
const digits = asciiSet(/[0-9]/);
const pathCharacters = asciiSet(/[!$-;=@-[\]_a-z|~]/);
const queryCharacters = asciiSet(/[!$-&(-;=?-~]/);
const fragmentCharacters = asciiSet(/[!#-;=?-_a-~]/);

const isDotSegment = (path) => StringPrototypeIndexOf(path, '/.') >= 0
  || (StringPrototypeIndexOf(path, '/%') >= 0 && (StringPrototypeIndexOf(path, '/%2e') >= 0 || StringPrototypeIndexOf(path, '/%2E') >= 0));

// Where labels separated by single dots end, or -1 when they are no plain host: an empty label, a last one that begins
// with a digit (an IPv4 address, perhaps).
function endOfHost(input, start) {
  let label = start, end = endOf(hostCharacters, input, start);
  while (input[end] === '.' && end > label) {
    label = end + 1;
    end = endOf(hostCharacters, input, label);
  }
  return end === label || (input[label] >= '0' && input[label] <= '9') ? -1 : end;
}

function parsePlain(input) {
  const scheme = StringPrototypeStartsWith(input, 'https://') ? 'https' : StringPrototypeStartsWith(input, 'http://') ? 'http' : null;
  if (scheme === null) return null;
  let start = scheme.length + 3, end = endOfHost(input, start);
  if (end < 0) return null;
  const record = new UrlRecord();
  record.scheme = scheme;
  record.host = StringPrototypeSlice(input, start, end);
  if (StringPrototypeIndexOf(record.host, 'xn--') >= 0) return null;
  if (input[end] === ':') {
    start = end + 1;
    end = endOf(digits, input, start);
    const port = end === start || end > start + 5 ? 65536 : NumberParseInt(StringPrototypeSlice(input, start, end), 10);
    if (port > 65535) return null;
    if (port !== url.specialPorts[scheme]) record.port = port;
  }
  record.path = '/';
  if (input[end] === '/') {
    start = end;
    end = endOf(pathCharacters, input, start);
    record.path = StringPrototypeSlice(input, start, end);
    if (isDotSegment(record.path)) return null;
  }
  if (input[end] === '?') {
    start = end + 1;
    end = endOf(queryCharacters, input, start);
    record.query = StringPrototypeSlice(input, start, end);
  }
  if (input[end] === '#') {
    start = end + 1;
    end = endOf(fragmentCharacters, input, start);
    record.fragment = StringPrototypeSlice(input, start, end);
  }
  return end === input.length ? record : null;
}

const tabOrNewline = /[\t\n\r]/;

function withoutTabsAndNewlines(input) {
  if (RegExpPrototypeExec(tabOrNewline, input) === null) return input;
  return StringPrototypeReplaceAll(StringPrototypeReplaceAll(StringPrototypeReplaceAll(input, '\t', ''), '\n', ''), '\r', '');
}

function trimmed(input) {
  let start = 0, end = input.length;
  while (start < end && input[start] <= ' ') start++;
  while (end > start && input[end - 1] <= ' ') end--;
  return StringPrototypeSlice(input, start, end);
}

class Machine {
  input;
  base;
  record;
  state;
  override;
  pointer = 0;
  buffer = '';
  atSignSeen = false;
  insideBrackets = false;
  passwordTokenSeen = false;

  constructor(input, base, record, state, override) {
    this.input = input;
    this.base = base;
    this.record = record;
    this.state = state;
    this.override = override;
  }
}
Object.freeze(Machine.prototype);

// https://url.spec.whatwg.org/#concept-basic-url-parser, from step 3 on; true unless it failed
function run(m) {
  const { input } = m, { length } = input;
  for (;;) {
    const outcome = m.state(m, m.pointer < length ? input[m.pointer] : '');
    if (outcome === failure) return false;
    if (outcome === done || m.pointer >= length) return true;
    m.pointer++;
  }
}

let rememberedInput = null, rememberedRecord = null;

// What was parsed will soon be again; nobody changes the record.
function remember(input, record) {
  rememberedInput = input;
  rememberedRecord = record;
}

// The URL record of any string against a base record or null; null is failure.
function parse(input, base) {
  if (base === null && input === rememberedInput) return UrlRecord.copy(rememberedRecord);
  const plain = parsePlain(input);
  if (plain !== null) return plain;
  const record = new UrlRecord();
  return run(new Machine(withoutTabsAndNewlines(trimmed(scalarValues(input))), base, record, states.schemeStart, null)) ? record : null;
}

// The parser with a state override: changes the record in place, also up to where it fails (a host stays set when
// the port after it is wrong).
function parseInto(record, input, override) {
  return run(new Machine(withoutTabsAndNewlines(input), null, record, override, override));
}

Object.assign(url, { parse, parseInto, parsePlain, remember });
