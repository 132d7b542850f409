'use strict';
// https://url.spec.whatwg.org/#url-parsing, the states of path, query and fragment.
const { RegExpPrototypeExec, StringPrototypeEndsWith, StringPrototypeIndexOf, StringPrototypeSlice } = internals.primordials;
const { percent, url } = internals;
const { states, isSpecial, shortenPath, isDriveLetter, startsQueryOrFragment } = url;

// https://url.spec.whatwg.org/#path-start-state
states.pathStart = (m, c) => {
  const { record } = m;
  if (isSpecial(record)) {
    m.state = states.path;
    if (c !== '/' && c !== '\\') m.pointer--;
  } else if (m.override === null && startsQueryOrFragment(m, c)) {
    return;
  } else if (c !== '') {
    m.state = states.path;
    if (c !== '/') m.pointer--;
  } else if (m.override !== null && record.host === null) {
    record.path += '/';
  }
};

// Where a segment ends: by whether '\' separates and whether '?' and '#' end the path.
const delimiters = {
  __proto__: null,
  special: /[/\\?#]/, plain: /[/?#]/, specialOverride: /[/\\]/, plainOverride: /\//,
};

const singleDot = /^(?:\.|%2e)$/i;
const doubleDot = /^(?:\.|%2e)(?:\.|%2e)$/i;

// https://url.spec.whatwg.org/#path-state
states.path = (m) => {
  const { record } = m, special = isSpecial(record);
  const rest = m.pointer === 0 ? m.input : StringPrototypeSlice(m.input, m.pointer);
  const found = RegExpPrototypeExec(delimiters[(special ? 'special' : 'plain') + (m.override === null ? '' : 'Override')], rest);
  const length = found === null ? rest.length : found.index;
  const c = length < rest.length ? rest[length] : '';
  const segment = m.buffer + percent.encode(StringPrototypeSlice(rest, 0, length), percent.path);
  const slash = c === '/' || (special && c === '\\');
  m.pointer += length;
  m.buffer = '';
  if (RegExpPrototypeExec(doubleDot, segment) !== null) {
    shortenPath(record);
    if (!slash) record.path += '/';
  } else if (RegExpPrototypeExec(singleDot, segment) !== null) {
    if (!slash) record.path += '/';
  } else if (record.scheme === 'file' && record.path === '' && isDriveLetter(segment)) {
    record.path = `/${segment[0]}:`;
  } else {
    record.path += `/${segment}`;
  }
  startsQueryOrFragment(m, c);
};

const queryOrFragment = /[?#]/;

// https://url.spec.whatwg.org/#cannot-be-a-base-url-path-state
states.opaquePath = (m) => {
  const rest = StringPrototypeSlice(m.input, m.pointer);
  const found = RegExpPrototypeExec(queryOrFragment, rest);
  const length = found === null ? rest.length : found.index;
  let path = percent.encode(StringPrototypeSlice(rest, 0, length), percent.c0Control);
  if (found !== null && StringPrototypeEndsWith(path, ' ')) path = `${StringPrototypeSlice(path, 0, -1)}%20`;
  m.record.path += path;
  m.pointer += length;
  startsQueryOrFragment(m, length < rest.length ? rest[length] : '');
};

// https://url.spec.whatwg.org/#query-state
states.query = (m) => {
  const rest = StringPrototypeSlice(m.input, m.pointer);
  const hash = m.override === null ? StringPrototypeIndexOf(rest, '#') : -1;
  const length = hash < 0 ? rest.length : hash;
  const set = isSpecial(m.record) ? percent.specialQuery : percent.query;
  m.record.query += percent.encode(StringPrototypeSlice(rest, 0, length), set);
  m.pointer += length;
  if (hash >= 0) startsQueryOrFragment(m, '#');
};

// https://url.spec.whatwg.org/#fragment-state
states.fragment = (m) => {
  m.record.fragment += percent.encode(StringPrototypeSlice(m.input, m.pointer), percent.fragment);
  m.pointer = m.input.length;
};
