'use strict';
// multipart/form-data in: https://www.rfc-editor.org/rfc/rfc7578, as fetch's consumers of bodies read it.
//
// Works on the bytes in place: parts of files are slices of the body. How many parts there may be and how long their headers is
// bounded, because each costs far more than its bytes.
const {
  DateNow, NewList, StringPrototypeReplaceAll, StringPrototypeSlice, StringPrototypeToLowerCase, TypedArrayPrototypeGetByteLength,
  TypedArrayPrototypeIndexOf, TypeError,
} = internals.primordials;
const { native, mime, blob, formData, formUrlencoded, bytes: { partOf } } = internals;

const mostParts = 10000;
const mostHeaderBytes = 16384;
const CR = 0x0d, LF = 0x0a, DASH = 0x2d;

const failure = (what) => new TypeError(`The body is no valid multipart/form-data: ${what}`);
const utf8 = (bytes) => native.utf8Decode(bytes, false, true);

class Reader {
  #bytes;
  #delimiter; // CR LF -- boundary
  at = 0;

  constructor(bytes, boundary) {
    this.#bytes = bytes;
    this.#delimiter = native.utf8Encode(`\r\n--${boundary}`);
  }

  isAt(first, second) { return this.#bytes[this.at] === first && this.#bytes[this.at + 1] === second; }

  // Steps over the delimiter, without its first `skipped` bytes, if it is here.
  skipDelimiter(skipped) {
    const length = this.#matches(this.at, skipped);
    this.at += length;
    return length > 0;
  }

  // The bytes before the next delimiter, which stays; null when there is none.
  untilDelimiter() {
    const start = this.at;
    for (let at = start; ; at++) {
      at = TypedArrayPrototypeIndexOf(this.#bytes, CR, at);
      if (at < 0) return null;
      if (this.#matches(at, 0) > 0) {
        this.at = at;
        return partOf(this.#bytes, start, at);
      }
    }
  }

  // A line without its CR LF, as text; null when there is none within the bound.
  line(bound) {
    const end = TypedArrayPrototypeIndexOf(this.#bytes, CR, this.at);
    if (end < 0 || end - this.at > bound || this.#bytes[end + 1] !== LF) return null;
    const text = utf8(partOf(this.#bytes, this.at, end));
    this.at = end + 2;
    return text;
  }

  #matches(at, skipped) {
    const delimiter = this.#delimiter, length = TypedArrayPrototypeGetByteLength(delimiter);
    for (let i = skipped; i < length; i++) if (this.#bytes[at + i - skipped] !== delimiter[i]) return 0;
    return length - skipped;
  }
}

function parse(bytes, boundary) {
  const reader = new Reader(bytes, boundary), entries = NewList();
  while (reader.isAt(CR, LF)) reader.at += 2;
  if (!reader.skipDelimiter(2)) throw failure('it does not begin with the boundary');
  while (!reader.isAt(DASH, DASH)) {
    if (!reader.isAt(CR, LF)) throw failure('a boundary is not followed by a line break');
    if (entries.length === 2 * mostParts) throw failure(`it has more than ${mostParts} parts`);
    reader.at += 2;
    const header = parseHeaders(reader), content = reader.untilDelimiter();
    if (content === null) throw failure('it ends within a part');
    const end = entries.length;
    entries[end] = header.name;
    entries[end + 1] = header.filename === null ? utf8(content)
      : blob.createFile(content, blob.normalizedType(header.type), header.filename, DateNow());
    reader.skipDelimiter(0);
  }
  return entries;
}

function parseHeaders(reader) {
  const header = { __proto__: null, name: null, filename: null, type: 'text/plain' };
  for (let left = mostHeaderBytes; ;) {
    const start = reader.at, line = reader.line(left);
    if (line === null) throw failure(`the headers of a part do not end, or are longer than ${mostHeaderBytes} bytes`);
    left -= reader.at - start;
    if (line === '') break;
    parseHeader(line, header);
  }
  if (header.name === null) throw failure('a part has no name');
  return header;
}

function parseHeader(line, header) {
  const colon = until(line, ':', 0);
  const name = StringPrototypeToLowerCase(trimmed(line, 0, colon));
  if (colon === line.length || !mime.isToken(name)) throw failure('a part has a header without a name');
  if (name === 'content-type') header.type = trimmed(line, colon + 1, line.length);
  else if (name === 'content-disposition') parseDisposition(line, colon + 1, header);
}

// form-data; name="..."; filename="...", where values may also be tokens
function parseDisposition(line, start, header) {
  let at = until(line, ';', start);
  if (StringPrototypeToLowerCase(trimmed(line, start, at)) !== 'form-data') throw failure("a part's Content-Disposition is not form-data");
  header.name = header.filename = null;
  while (at < line.length) {
    const equals = until(line, '=', at + 1);
    const name = StringPrototypeToLowerCase(trimmed(line, at + 1, equals));
    const quoted = line[equals + 1] === '"';
    const end = quoted ? until(line, '"', equals + 2) : until(line, ';', equals + 1);
    if (quoted && end === line.length) throw failure('a quoted value does not end');
    const value = quoted ? unescaped(StringPrototypeSlice(line, equals + 2, end)) : trimmed(line, equals + 1, end);
    if (name === 'name') header.name = value;
    else if (name === 'filename') header.filename = value;
    at = quoted ? until(line, ';', end + 1) : end;
  }
}

function until(text, character, start) {
  let at = start;
  while (at < text.length && text[at] !== character) at++;
  return at;
}

function trimmed(text, start, end) {
  while (start < end && (text[start] === ' ' || text[start] === '\t')) start++;
  while (end > start && (text[end - 1] === ' ' || text[end - 1] === '\t')) end--;
  return StringPrototypeSlice(text, start, end);
}

// https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#multipart-form-data, the way back
const unescaped = (text) =>
  StringPrototypeReplaceAll(StringPrototypeReplaceAll(StringPrototypeReplaceAll(text, '%22', '"'), '%0D', '\r'), '%0A', '\n');

// https://fetch.spec.whatwg.org/#dom-body-formdata. The content type is a MIME type record, its text, or null.
formData.parse = (bytes, contentType) => {
  const type = typeof contentType === 'string' ? mime.parse(contentType) : contentType;
  const essence = type === null || type === undefined ? '' : mime.essence(type);
  if (essence === 'multipart/form-data') {
    const boundary = mime.parameter(type, 'boundary');
    if (boundary === null || boundary === '') throw failure("its Content-Type has no 'boundary'");
    return formData.create(parse(bytes, boundary));
  }
  if (essence === 'application/x-www-form-urlencoded') return formData.create(formUrlencoded.parse(utf8(bytes)));
  throw new TypeError('A form is read from a body of type multipart/form-data or application/x-www-form-urlencoded'
    + `${essence === '' ? ', this one has no Content-Type' : `, not ${essence}`}`);
};
