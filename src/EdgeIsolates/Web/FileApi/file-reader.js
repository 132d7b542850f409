'use strict';
// https://w3c.github.io/FileAPI/#APIASynch, and the event that it fires: https://xhr.spec.whatwg.org/#interface-progressevent
//
// The bytes are in memory, so a read is one task: everything arrives at once.
const { TypedArrayPrototypeGetBuffer } = internals.primordials;
const { webidl, events, timers, native, blob, mime, base64, encoding, Event, DOMException } = internals;
const { converters, requiredArguments } = webidl;

const zero = () => 0;
const progressEventInit = webidl.dictionary('ProgressEventInit', [
  { key: 'lengthComputable', converter: converters.boolean, defaultValue: () => false },
  { key: 'loaded', converter: converters.double, defaultValue: zero },
  { key: 'total', converter: converters.double, defaultValue: zero },
], events.eventInit);

class ProgressEvent extends Event {
  #progress;

  constructor(type, eventInitDict = undefined) {
    const prefix = "Failed to construct 'ProgressEvent'";
    requiredArguments(arguments.length, 1, prefix);
    const init = progressEventInit(eventInitDict, prefix, 'Argument 2');
    super(type, init);
    this.#progress = init;
  }

  get lengthComputable() { return this.#progress.lengthComputable; }
  get loaded() { return this.#progress.loaded; }
  get total() { return this.#progress.total; }
}
webidl.configureInterface(ProgressEvent);
internals.expose('ProgressEvent', ProgressEvent);

const EMPTY = 0, LOADING = 1, DONE = 2;

// Latin-1 of the bytes.
const binaryString = (bytes) => native.latin1Decode(bytes);

const dataUrl = (bytes, type) => `data:${type === '' ? 'application/octet-stream' : type};base64,${base64.encode(bytes)}`;

// https://w3c.github.io/FileAPI/#blob-package-data, "Text"
function decodedText(bytes, type, label) {
  const record = mime.parse(type), charset = record === null ? null : mime.parameter(record, 'charset');
  const name = (label === undefined ? null : encoding.fromLabel(label)) ?? (charset === null ? null : encoding.fromLabel(charset)) ?? 'utf-8';
  return encoding.decode(name, bytes);
}

class FileReader extends internals.EventTarget {
  #state = EMPTY;
  #result = null;
  #error = null;
  #read = 0; // the number of the read under way: an aborted one hears nothing

  readAsArrayBuffer(source) {
    this.#start(source, 'readAsArrayBuffer', arguments.length, (bytes) => TypedArrayPrototypeGetBuffer(bytes));
  }

  readAsBinaryString(source) {
    this.#start(source, 'readAsBinaryString', arguments.length, binaryString);
  }

  readAsText(source, label = undefined) {
    const text = label === undefined ? undefined : converters.DOMString(label, "Failed to execute 'readAsText' on 'FileReader'", 'Argument 2');
    this.#start(source, 'readAsText', arguments.length, (bytes, type) => decodedText(bytes, type, text));
  }

  readAsDataURL(source) {
    this.#start(source, 'readAsDataURL', arguments.length, dataUrl);
  }

  // https://w3c.github.io/FileAPI/#abort
  abort() {
    const state = this.#state;
    if (state !== LOADING) {
      this.#result = null;
      return;
    }
    this.#state = DONE;
    this.#result = null;
    this.#read++;
    this.#fire('abort', 0, 0);
    if (this.#state !== LOADING) this.#fire('loadend', 0, 0);
  }

  get readyState() { return this.#state; }
  get result() { return this.#result; }
  get error() { return this.#error; }

  // https://w3c.github.io/FileAPI/#readOperation
  #start(source, name, count, convert) {
    const prefix = `Failed to execute '${name}' on 'FileReader'`;
    requiredArguments(count, 1, prefix);
    if (!blob.isBlob(source)) throw webidl.failure(prefix, 'Argument 1', "is not of type 'Blob'");
    if (this.#state === LOADING) throw new DOMException(`${prefix}: The object is already reading.`, 'InvalidStateError');
    this.#state = LOADING;
    this.#result = this.#error = null;
    const read = ++this.#read;
    timers.startTask(() => {
      if (read === this.#read) this.#finish(source, convert, read);
    });
  }

  #finish(source, convert, read) {
    const size = blob.ropeOf(source).size;
    this.#fire('loadstart', 0, size);
    if (read !== this.#read) return;
    if (size > 0) this.#fire('progress', size, size);
    if (read !== this.#read) return;
    this.#state = DONE;
    try {
      this.#result = convert(blob.ropeOf(source).copy(), blob.typeOf(source));
      this.#fire('load', size, size);
    } catch {
      this.#error = new DOMException('The blob could not be read.', 'NotReadableError');
      this.#fire('error', 0, 0);
    }
    if (this.#state !== LOADING) this.#fire('loadend', size, size);
  }

  #fire(type, loaded, total) {
    const event = new ProgressEvent(type, { __proto__: null, lengthComputable: total > 0, loaded, total });
    events.innerOf(event).trusted = true;
    events.dispatch(event, this);
  }
}

webidl.configureInterface(FileReader);
webidl.defineConstants(FileReader, { EMPTY, LOADING, DONE });
for (const type of ['loadstart', 'progress', 'load', 'abort', 'error', 'loadend']) events.defineHandler(FileReader.prototype, type);
internals.expose('FileReader', FileReader);
