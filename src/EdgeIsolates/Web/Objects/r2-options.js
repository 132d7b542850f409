'use strict';
// What the methods of a bucket take, as the host reads it: https://developers.cloudflare.com/r2/api/workers/workers-api-reference/
const {
  DateParse, DatePrototypeGetTime, NewList, Number, NumberIsNaN, RangeError, StringPrototypeCharCodeAt, StringPrototypeIndexOf, StringPrototypeSlice,
  StringPrototypeSplit, StringPrototypeToLowerCase, StringPrototypeTrim, TypeError,
} = internals.primordials;
const { http, webidl, bytes: { viewOf } } = internals;
const { converters, failure, isBufferSource, isObject } = webidl;

const options = internals.r2Options = { __proto__: null };

const customMetadata = webidl.record(converters.USVString, converters.USVString);
const httpFields = NewList(['contentType', 'contentLanguage', 'contentDisposition', 'contentEncoding', 'cacheControl']);
const httpHeaders = NewList(['content-type', 'content-language', 'content-disposition', 'content-encoding', 'cache-control']);

function dictionary(value, prefix) {
  if (value === undefined || value === null) return { __proto__: null };
  if (!isObject(value)) throw failure(prefix, 'The options', 'are not an object');
  return value;
}

function toTime(value, prefix, name) {
  let time;
  try {
    time = DatePrototypeGetTime(value);
  } catch {
    throw failure(prefix, name, 'is not a Date');
  }
  if (NumberIsNaN(time)) throw failure(prefix, name, 'is not a valid Date');
  return time;
}

// Kept as it is, the object would be open to all who read the bucket: better none than one in the clear.
function refuseKey({ ssecKey }, prefix) {
  if (ssecKey !== undefined && ssecKey !== null) throw failure(prefix, 'ssecKey', "cannot be used: this host encrypts no objects with a function's own key");
}

// What stands in a header; null when it is no date.
function headerTime(text) {
  if (text === null) return null;
  const time = DateParse(text);
  return NumberIsNaN(time) ? null : time;
}

function etagsOf(header) {
  if (header === null) return null;
  const parts = StringPrototypeSplit(header, ','), etags = NewList();
  for (let i = 0; i < parts.length; i++) etags[i] = unquoted(StringPrototypeTrim(parts[i]));
  return etags;
}

function unquoted(etag) {
  if (StringPrototypeSlice(etag, 0, 2) === 'W/') etag = StringPrototypeSlice(etag, 2);
  const end = etag.length - 1;
  return end > 0 && etag[0] === '"' && etag[end] === '"' ? StringPrototypeSlice(etag, 1, end) : etag;
}

function etagOf(value, prefix, name) {
  if (value === undefined || value === null) return null;
  const etag = converters.USVString(value, prefix, name);
  if (etag[0] === '"' || StringPrototypeSlice(etag, 0, 3) === 'W/"') throw new TypeError(`Conditional ETag should not be wrapped in quotes (${etag}).`);
  return NewList([etag]);
}

// R2Conditional, or the Headers of a request
function conditionsOf(value, prefix) {
  if (value === undefined || value === null) return null;
  if (http.isHeaders(value)) {
    const list = http.listOf(value);
    return {
      __proto__: null,
      etagMatches: etagsOf(list.get('if-match')),
      etagDoesNotMatch: etagsOf(list.get('if-none-match')),
      uploadedBefore: headerTime(list.get('if-unmodified-since')),
      uploadedAfter: headerTime(list.get('if-modified-since')),
      secondsGranularity: true,
    };
  }
  const { etagMatches, etagDoesNotMatch, uploadedBefore, uploadedAfter, secondsGranularity } = dictionary(value, prefix);
  return {
    __proto__: null,
    etagMatches: etagOf(etagMatches, prefix, 'etagMatches'),
    etagDoesNotMatch: etagOf(etagDoesNotMatch, prefix, 'etagDoesNotMatch'),
    uploadedBefore: uploadedBefore === undefined || uploadedBefore === null ? null : toTime(uploadedBefore, prefix, 'uploadedBefore'),
    uploadedAfter: uploadedAfter === undefined || uploadedAfter === null ? null : toTime(uploadedAfter, prefix, 'uploadedAfter'),
    secondsGranularity: !!secondsGranularity,
  };
}

// R2Range, or the Headers of a request: a range that cannot be read there is none, as in HTTP.
function rangeOf(value, prefix) {
  if (value === undefined || value === null) return null;
  if (http.isHeaders(value)) return rangeOfHeader(http.listOf(value).get('range'));
  const range = dictionary(value, prefix);
  const offset = wholeOf(range.offset, prefix, 'offset'), length = wholeOf(range.length, prefix, 'length'), suffix = wholeOf(range.suffix, prefix, 'suffix');
  if (suffix !== null && (offset !== null || length !== null)) throw new TypeError(`Suffix is incompatible with ${offset !== null ? 'offset' : 'length'}.`);
  if (offset !== null && offset < 0) throw new RangeError(`Invalid range. Starting offset (${offset}) must be greater than or equal to 0.`);
  if (length !== null && length < 0) throw new RangeError(`Invalid range. Length (${length}) must be greater than or equal to 0.`);
  if (suffix !== null && suffix < 0) throw new RangeError(`Invalid suffix. Suffix (${suffix}) must be greater than or equal to 0.`);
  return { __proto__: null, offset, length, suffix, lenient: false };
}

const wholeOf = (value, prefix, name) => (value === undefined || value === null ? null : converters['long long'](value, prefix, name));

function rangeOfHeader(header) {
  if (header === null) return null;
  const text = StringPrototypeToLowerCase(StringPrototypeTrim(header)), dash = StringPrototypeIndexOf(text, '-');
  if (StringPrototypeSlice(text, 0, 6) !== 'bytes=' || dash < 0) return null;
  const first = digitsOf(StringPrototypeSlice(text, 6, dash)), last = digitsOf(StringPrototypeSlice(text, dash + 1));
  if (first === undefined || last === undefined || (first === null && last === null)) return null;
  const range = { __proto__: null, offset: first, length: null, suffix: null, lenient: true };
  if (first === null) range.suffix = last;
  else if (last !== null) {
    if (last < first) return null;
    range.length = last - first + 1;
  }
  return range;
}

// A number, null for no text, undefined for anything else.
function digitsOf(text) {
  text = StringPrototypeTrim(text);
  if (text === '') return null;
  for (let i = 0; i < text.length; i++) if (text[i] < '0' || text[i] > '9') return undefined;
  return text.length > 15 ? undefined : Number(text);
}

function metadataOf({ httpMetadata, customMetadata: custom }, prefix) {
  return {
    __proto__: null,
    http: httpMetadata === undefined || httpMetadata === null ? null : http.isHeaders(httpMetadata) ? httpOfHeaders(httpMetadata) : httpOf(httpMetadata, prefix),
    custom: custom === undefined || custom === null ? null : customMetadata(custom, prefix, 'customMetadata'),
  };
}

function httpOf(value, prefix) {
  const given = dictionary(value, prefix), metadata = { __proto__: null };
  for (let i = 0; i < httpFields.length; i++) {
    const field = given[httpFields[i]];
    if (field !== undefined && field !== null) metadata[httpFields[i]] = headerValue(converters.USVString(field, prefix, httpFields[i]), prefix, httpFields[i]);
  }
  const { cacheExpiry } = given;
  if (cacheExpiry !== undefined && cacheExpiry !== null) metadata.cacheExpiry = toTime(cacheExpiry, prefix, 'cacheExpiry');
  return metadata;
}

function headerValue(text, prefix, name) {
  if (!http.isValue(text)) throw failure(prefix, name, 'is no value of a header');
  return text;
}

function httpOfHeaders(headers) {
  const list = http.listOf(headers), metadata = { __proto__: null };
  for (let i = 0; i < httpFields.length; i++) {
    const value = list.get(httpHeaders[i]);
    if (value !== null) metadata[httpFields[i]] = value;
  }
  const expires = headerTime(list.get('expires'));
  if (expires !== null) metadata.cacheExpiry = expires;
  return metadata;
}

const checksums = NewList([['md5', 'MD5', 16], ['sha1', 'SHA-1', 20], ['sha256', 'SHA-256', 32], ['sha384', 'SHA-384', 48], ['sha512', 'SHA-512', 64]]);

function checksumOf(given, prefix) {
  let found = null;
  for (let i = 0; i < checksums.length; i++) {
    const name = checksums[i][0], value = given[name];
    if (value === undefined || value === null) continue;
    if (found !== null) throw new TypeError('You cannot specify multiple hashing algorithms.');
    found = { __proto__: null, name, hex: hexOf(value, checksums[i][1], checksums[i][2], prefix, name) };
  }
  return found;
}

function hexOf(value, title, length, prefix, name) {
  if (isBufferSource(value)) {
    const hash = viewOf(value);
    if (hash.length !== length) throw new TypeError(`${title} is ${length} bytes, not ${hash.length}`);
    let text = '';
    for (let i = 0; i < hash.length; i++) text += digits[hash[i] >> 4] + digits[hash[i] & 15];
    return text;
  }
  if (typeof value !== 'string') throw failure(prefix, name, 'is neither a string nor an ArrayBuffer nor a view of one');
  if (value.length !== length * 2) throw new TypeError(`${title} is ${length * 2} hex characters, not ${value.length}`);
  for (let i = 0; i < value.length; i++) if (!isHex(StringPrototypeCharCodeAt(value, i))) throw new TypeError(`Provided ${title} wasn't a valid hex string`);
  return StringPrototypeToLowerCase(value);
}

const digits = '0123456789abcdef';
const isHex = (code) => (code >= 48 && code <= 57) || (code >= 65 && code <= 70) || (code >= 97 && code <= 102);

options.forGet = (value, prefix) => {
  const given = dictionary(value, prefix);
  refuseKey(given, prefix);
  return { __proto__: null, onlyIf: conditionsOf(given.onlyIf, prefix), range: rangeOf(given.range, prefix) };
};

options.forPut = (value, prefix) => {
  const given = dictionary(value, prefix), { http: fields, custom } = metadataOf(given, prefix);
  refuseKey(given, prefix);
  return { __proto__: null, onlyIf: conditionsOf(given.onlyIf, prefix), http: fields, custom, checksum: checksumOf(given, prefix) };
};

options.forUpload = (value, prefix) => {
  const given = dictionary(value, prefix);
  refuseKey(given, prefix);
  return metadataOf(given, prefix);
};

options.checkPart = (value, prefix) => refuseKey(dictionary(value, prefix), prefix);

const includes = webidl.sequence(webidl.enumeration('include', ['httpMetadata', 'customMetadata']));
const text = (value, prefix, name) => (value === undefined || value === null ? null : converters.USVString(value, prefix, name));

options.forList = (value, prefix) => {
  const { limit, prefix: start, cursor, delimiter, startAfter, include } = dictionary(value, prefix);
  const included = include === undefined || include === null ? NewList() : includes(include, prefix, 'include');
  const list = {
    __proto__: null,
    limit: wholeOf(limit, prefix, 'limit'),
    prefix: text(start, prefix, 'prefix'),
    cursor: text(cursor, prefix, 'cursor'),
    delimiter: text(delimiter, prefix, 'delimiter'),
    startAfter: text(startAfter, prefix, 'startAfter'),
    http: false,
    custom: false,
  };
  for (let i = 0; i < included.length; i++) list[included[i] === 'httpMetadata' ? 'http' : 'custom'] = true;
  return list;
};
