'use strict';
// https://fetch.spec.whatwg.org/#data-urls
const { StringPrototypeIndexOf, StringPrototypeSlice, StringPrototypeToLowerCase } = internals.primordials;
const { base64, http, mime, native, percent, url } = internals;

const scheme = 'data:', base64Mark = 'base64';

function trimSpace(text) {
  let start = 0, end = text.length;
  const isSpace = (character) => character === ' ' || character === '\t' || character === '\n' || character === '\f' || character === '\r';
  while (start < end && isSpace(text[start])) start++;
  while (end > start && isSpace(text[end - 1])) end--;
  return StringPrototypeSlice(text, start, end);
}

// Where the mark for base64 begins, with the semicolon before it; -1 when there is none.
function markOfBase64(type) {
  let at = type.length - base64Mark.length;
  if (at < 1 || StringPrototypeToLowerCase(StringPrototypeSlice(type, at)) !== base64Mark) return -1;
  while (at > 0 && type[at - 1] === ' ') at--;
  return at > 0 && type[at - 1] === ';' ? at - 1 : -1;
}

// https://fetch.spec.whatwg.org/#data-url-processor: { type, bytes }, or null
http.processDataUrl = (record) => {
  const text = StringPrototypeSlice(url.serialize(record, true), scheme.length), comma = StringPrototypeIndexOf(text, ',');
  if (comma < 0) return null;
  let type = trimSpace(StringPrototypeSlice(text, 0, comma));
  let bytes = percent.decodeToBytes(StringPrototypeSlice(text, comma + 1));
  const mark = markOfBase64(type);
  if (mark >= 0) {
    bytes = base64.decode(native.latin1Decode(bytes));
    if (bytes === null) return null;
    type = StringPrototypeSlice(type, 0, mark);
  }
  if (type[0] === ';') type = `text/plain${type}`;
  const parsed = mime.parse(type);
  return { __proto__: null, type: parsed === null ? 'text/plain;charset=US-ASCII' : mime.serialize(parsed), bytes };
};
