'use strict';
// https://w3c.github.io/FileAPI/#file-section
const { DateNow } = internals.primordials;
const { webidl, blob, Blob } = internals;
const { converters } = webidl;
const { token } = blob;

const propertyBag = webidl.dictionary('FilePropertyBag', [{ key: 'lastModified', converter: converters['long long'] }], blob.propertyBag);

class File extends Blob {
  #name;
  #lastModified;

  constructor(fileBits, fileName, options = undefined) {
    if (fileBits === token) {
      super(token, options);
      this.#name = fileName;
      this.#lastModified = options.lastModified;
      return;
    }
    const prefix = "Failed to construct 'File'";
    webidl.requiredArguments(arguments.length, 2, prefix);
    const parts = blob.blobParts(fileBits, prefix, 'Argument 1');
    const name = converters.USVString(fileName, prefix, 'Argument 2');
    const { type, endings, lastModified = DateNow() } = propertyBag(options, prefix, 'Argument 3');
    super(token, { __proto__: null, rope: blob.processParts(parts, endings), type: blob.normalizedType(type) });
    this.#name = name;
    this.#lastModified = lastModified;
  }

  static {
    blob.isFile = (value) => webidl.isObject(value) && #name in value;
    blob.nameOf = (file) => file.#name;
    blob.lastModifiedOf = (file) => file.#lastModified;
  }

  get name() { return this.#name; }
  get lastModified() { return this.#lastModified; }
}

const create = (rope, type, name, lastModified) => new File(token, name, { __proto__: null, rope, type, lastModified });
const cloneBlob = blob.cloneOf;

// A file of bytes that nobody changes any more.
blob.createFile = (bytes, type, name, lastModified) => create(blob.ropeOf(blob.create(bytes, '')), type, name, lastModified);

// A file of a blob's or a file's bytes.
blob.fileOf = (source, name) =>
  create(blob.ropeOf(source), blob.typeOf(source), name, blob.isFile(source) ? blob.lastModifiedOf(source) : DateNow());

blob.cloneOf = (source) => (blob.isFile(source) ? blob.fileOf(source, blob.nameOf(source)) : cloneBlob(source));

webidl.configureInterface(File);
internals.expose('File', File);
