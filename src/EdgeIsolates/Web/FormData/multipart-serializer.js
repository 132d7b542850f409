'use strict';
// multipart/form-data out: https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#multipart-form-data
// And the kinds of body that Blob and FormData are.
const { NumberPrototypeToString, StringPrototypeReplaceAll, StringPrototypeIndexOf } = internals.primordials;
const { native, ops, http, blob, formData, RopeBuilder } = internals;

// Line breaks of any kind as CR LF.
function normalizedBreaks(text) {
  if (StringPrototypeIndexOf(text, '\n') < 0 && StringPrototypeIndexOf(text, '\r') < 0) return text;
  const lines = StringPrototypeReplaceAll(StringPrototypeReplaceAll(text, '\r\n', '\n'), '\r', '\n');
  return StringPrototypeReplaceAll(lines, '\n', '\r\n');
}

const escaped = (name) =>
  StringPrototypeReplaceAll(StringPrototypeReplaceAll(StringPrototypeReplaceAll(name, '\n', '%0A'), '\r', '%0D'), '"', '%22');

function newBoundary() {
  const random = ops.op_crypto_random(16);
  let text = '----formdata-edge-';
  for (let i = 0; i < 16; i++) text += NumberPrototypeToString(random[i] + 256, 16);
  return text;
}

// The bytes, which nobody else has.
function serialize(entries, boundary) {
  const builder = new RopeBuilder();
  for (let i = 0; i < entries.length; i += 2) {
    const value = entries[i + 1];
    const start = `--${boundary}\r\nContent-Disposition: form-data; name="${escaped(normalizedBreaks(entries[i]))}"`;
    if (typeof value === 'string') {
      builder.addBytes(native.utf8Encode(`${start}\r\n\r\n${normalizedBreaks(value)}\r\n`));
    } else {
      const type = blob.typeOf(value) || 'application/octet-stream';
      builder.addBytes(native.utf8Encode(`${start}; filename="${escaped(blob.nameOf(value))}"\r\nContent-Type: ${type}\r\n\r\n`));
      builder.addRope(blob.ropeOf(value));
      builder.addBytes(native.utf8Encode('\r\n'));
    }
  }
  builder.addBytes(native.utf8Encode(`--${boundary}--\r\n`));
  return builder.finish().copy();
}

function extractForm(object) {
  if (!formData.isFormData(object)) return null;
  const boundary = newBoundary();
  return {
    body: new http.Body(serialize(formData.entriesOf(object), boundary)), type: `multipart/form-data; boundary=${boundary}`,
  };
}

function extractBlob(object) {
  if (!blob.isBlob(object)) return null;
  const body = new http.Body(blob.bytesOf(object));
  body.shared = true;
  return { body, type: blob.typeOf(object) === '' ? null : blob.typeOf(object) };
}

http.extractors.push(extractBlob, extractForm);
