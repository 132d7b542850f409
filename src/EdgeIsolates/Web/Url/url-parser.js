'use strict';
// https://url.spec.whatwg.org/#url-parsing
//
// Two ways to the same record: one regular expression for the plain http(s) URL that most are, and the standard's
// state machine for everything. The last URL parsed is remembered, because `new URL(request.url)` parses what
// `request.url` just did.
const {
  NumberParseInt, RegExpPrototypeExec, StringPrototypeIndexOf, StringPrototypeLastIndexOf, StringPrototypeReplaceAll, StringPrototypeSlice,
} = internals.primordials;
const { url } = internals;
const { UrlRecord, states, failure, done } = url;

const plainUrl = /^(https?):\/\/([a-z0-9-]+(?:\.[a-z0-9-]+)*)(?::([0-9]{1,5}))?(\/[!$-.0-;=@-[\]_a-z|~/]*)?(?:\?([!$-&(-;=?-~]*))?(?:#([!#-;=?-_a-~]*))?$/;
const dotSegment = /\/(?:\.|%2e)/i;

function parsePlain(input) {
  const match = RegExpPrototypeExec(plainUrl, input);
  if (match === null) return null;
  const host = match[2], path = match[4];
  const first = host[StringPrototypeLastIndexOf(host, '.') + 1];
  if (first >= '0' && first <= '9') return null;
  if (StringPrototypeIndexOf(host, 'xn--') >= 0) return null;
  if (path !== undefined && RegExpPrototypeExec(dotSegment, path) !== null) return null;
  const record = new UrlRecord();
  record.scheme = match[1];
  record.host = host;
  if (match[3] !== undefined) {
    const port = NumberParseInt(match[3], 10);
    if (port > 65535) return null;
    if (port !== url.specialPorts[record.scheme]) record.port = port;
  }
  record.path = path === undefined ? '/' : path;
  record.query = match[5] === undefined ? null : match[5];
  record.fragment = match[6] === undefined ? null : match[6];
  return record;
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

let lastInput = null, lastRecord = null;

// The URL record of `input` against a base record or null; null is failure.
function parse(input, base) {
  if (input === lastInput && base === null) return UrlRecord.copy(lastRecord);
  let record = parsePlain(input);
  if (record === null) {
    record = new UrlRecord();
    if (!run(new Machine(withoutTabsAndNewlines(trimmed(input)), base, record, states.schemeStart, null))) return null;
  }
  if (base === null) {
    lastInput = input;
    lastRecord = UrlRecord.copy(record);
  }
  return record;
}

// The parser with a state override: changes the record in place, also up to where it fails (a host stays set when
// the port after it is wrong).
function parseInto(record, input, override) {
  return run(new Machine(withoutTabsAndNewlines(input), null, record, override, override));
}

Object.assign(url, { parse, parseInto, parsePlain });
