'use strict';
// https://w3c.github.io/FileAPI/#blob-section
const {
  MathMax, MathMin, NewList, StringPrototypeCharCodeAt, StringPrototypeIndexOf, StringPrototypeReplaceAll, StringPrototypeToLowerCase, Symbol,
  TypedArrayPrototypeGetBuffer, Uint8Array,
} = internals.primordials;
const { webidl, native, ByteRope, RopeBuilder, bytes: { viewOf } } = internals;
const { converters } = webidl;

const token = Symbol('Blob');
const chunkSize = 65536;
const blob = { __proto__: null, token };

const blobPart = (value, prefix, context) =>
  (webidl.isBufferSource(value) ? converters.BufferSource(value, prefix, context)
    : blob.isBlob(value) ? value : converters.USVString(value, prefix, context));
const blobParts = webidl.sequence(blobPart);

const propertyBag = webidl.dictionary('BlobPropertyBag', [
  { key: 'type', converter: converters.DOMString, defaultValue: () => '' },
  { key: 'endings', converter: webidl.enumeration('EndingType', ['transparent', 'native']), defaultValue: () => 'transparent' },
]);

// https://w3c.github.io/FileAPI/#constructorBlob: what is not printable ASCII is no type
function normalizedType(type) {
  for (let i = 0; i < type.length; i++) {
    const code = StringPrototypeCharCodeAt(type, i);
    if (code < 0x20 || code > 0x7e) return '';
  }
  return StringPrototypeToLowerCase(type);
}

// https://w3c.github.io/FileAPI/#convert-line-endings-to-native
function nativeLineEndings(text) {
  if (StringPrototypeIndexOf(text, '\r') < 0) return text;
  return StringPrototypeReplaceAll(StringPrototypeReplaceAll(text, '\r\n', '\n'), '\r', '\n');
}

// https://w3c.github.io/FileAPI/#process-blob-parts; texts beside one another are encoded as one
function processParts(parts, endings) {
  const builder = new RopeBuilder();
  let text = '';
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i];
    if (typeof part === 'string') {
      text += endings === 'native' ? nativeLineEndings(part) : part;
      continue;
    }
    if (text !== '') builder.addBytes(native.utf8Encode(text));
    text = '';
    if (blob.isBlob(part)) builder.addRope(blob.ropeOf(part));
    else builder.addBytes(viewOf(part));
  }
  if (text !== '') builder.addBytes(native.utf8Encode(text));
  return builder.finish();
}

class Blob {
  #rope;
  #type;

  constructor(parts = undefined, options = undefined) {
    if (parts === token) {
      this.#rope = options.rope;
      this.#type = options.type;
      return;
    }
    const prefix = "Failed to construct 'Blob'";
    const list = parts === undefined ? NewList() : blobParts(parts, prefix, 'Argument 1');
    const { type, endings } = propertyBag(options, prefix, 'Argument 2');
    this.#rope = processParts(list, endings);
    this.#type = normalizedType(type);
  }

  static {
    blob.isBlob = (value) => webidl.isObject(value) && #rope in value;
    blob.ropeOf = (value) => value.#rope;
    blob.typeOf = (value) => value.#type;
  }

  get size() { return this.#rope.size; }
  get type() { return this.#type; }

  // https://w3c.github.io/FileAPI/#slice-blob
  slice(start = undefined, end = undefined, contentType = undefined) {
    const { size } = this.#rope;
    const prefix = "Failed to execute 'slice' on 'Blob'";
    const from = position(start, 0, size, prefix, 'Argument 1'), to = position(end, size, size, prefix, 'Argument 2');
    const type = contentType === undefined ? '' : normalizedType(converters.DOMString(contentType, prefix, 'Argument 3'));
    return create(this.#rope.slice(from, MathMax(from, to)), type);
  }

  // https://w3c.github.io/FileAPI/#blob-get-stream
  stream() {
    const rope = this.#rope, { streams } = internals;
    let at = 0, stream;
    const pull = () => {
      const controller = streams.controllerOf(stream);
      if (at === rope.size) {
        streams.close(controller);
        return;
      }
      const length = MathMin(chunkSize, rope.size - at), chunk = new Uint8Array(length);
      rope.copyInto(chunk, at);
      at += length;
      streams.enqueue(controller, chunk);
    };
    return stream = streams.createReadableByte(() => undefined, pull, () => undefined, 0);
  }

  async text() { return native.utf8Decode(this.#rope.flat(), false, false); }
  async arrayBuffer() { return TypedArrayPrototypeGetBuffer(this.#rope.copy()); }
  async bytes() { return this.#rope.copy(); }
}

const clamp = { __proto__: null, clamp: true };

function position(value, absent, size, prefix, context) {
  if (value === undefined) return absent;
  const relative = converters['long long'](value, prefix, context, clamp);
  return relative < 0 ? MathMax(size + relative, 0) : MathMin(relative, size);
}

const create = (rope, type) => new Blob(token, { __proto__: null, rope, type });

// A blob of bytes that nobody changes any more; the type is taken as it is.
blob.create = (bytes, type) => {
  const rope = new ByteRope();
  rope.add(bytes);
  return create(rope, type);
};
blob.bytesOf = (value) => blob.ropeOf(value).flat(); // not to be changed
blob.cloneOf = (value) => create(blob.ropeOf(value), blob.typeOf(value));

Object.assign(blob, { propertyBag, blobParts, processParts, normalizedType });
internals.blob = blob;
webidl.configureInterface(Blob);
internals.expose('Blob', Blob);
internals.Blob = Blob;
