'use strict';
// Reading a stream from inside the platform, without a promise per chunk.
const { Promise, RangeError, TypedArrayPrototypeGetByteLength, TypedArrayPrototypeGetSymbolToStringTag, TypedArrayPrototypeSet,
  TypeError, Uint8Array } = internals.primordials;
const { streams } = internals;
const { List, react, acquireDefaultReader, readerRead, readableStreamCancel } = streams;

// Is its own read request. Chunks that are there already are taken in a loop; each onChunk may give a promise to wait for.
class ReadLoop {
  next = null;
  reader;
  onChunk;
  onClose;
  onError;
  isReading = false;
  isWanted = false; // the chunk came while readerRead() ran
  #read = () => this.read();
  #fail = (error) => this.fail(error);

  constructor(reader, onChunk, onClose, onError) {
    this.reader = reader;
    this.onChunk = onChunk;
    this.onClose = onClose;
    this.onError = onError;
  }

  read() {
    this.isReading = true;
    do {
      this.isWanted = false;
      readerRead(this.reader, this);
    } while (this.isWanted);
    this.isReading = false;
  }

  chunkSteps(chunk) {
    let pending;
    try {
      pending = this.onChunk(chunk);
    } catch (error) {
      this.fail(error);
      return;
    }
    if (pending !== undefined) react(pending, this.#read, this.#fail);
    else if (this.isReading) this.isWanted = true;
    else this.read();
  }

  closeSteps() { this.onClose(); }

  errorSteps(error) { this.onError(error); }

  // The taker of chunks gives up: so does the source.
  fail(error) {
    react(readableStreamCancel(this.reader.stream, error), undefined, () => {});
    this.onError(error);
  }
}
Object.freeze(ReadLoop.prototype);

class Bytes {
  bytes;
  next = null;

  constructor(bytes) {
    this.bytes = bytes;
  }
}

function concatenate(chunks, total) {
  const all = new Uint8Array(total);
  for (let link = chunks.first, at = 0; link !== null; link = link.next) {
    TypedArrayPrototypeSet(all, link.bytes, at);
    at += TypedArrayPrototypeGetByteLength(link.bytes);
  }
  return all;
}

// https://streams.spec.whatwg.org/#readablestreamdefaultreader-read-all-bytes, to callbacks: a promise would look for a `then` of
// the bytes. The stream stays locked.
function collect(inner, onBytes, onFail, limit = Infinity) {
  const reader = acquireDefaultReader(inner), chunks = new List();
  let total = 0;
  const onChunk = (chunk) => {
    if (TypedArrayPrototypeGetSymbolToStringTag(chunk) !== 'Uint8Array') throw new TypeError('The stream gave a chunk that is not a Uint8Array');
    total += TypedArrayPrototypeGetByteLength(chunk);
    if (total > limit) throw new RangeError(`The stream has more than ${limit} bytes`);
    chunks.push(new Bytes(chunk));
  };
  new ReadLoop(reader, onChunk, () => onBytes(concatenate(chunks, total)), onFail).read();
}

const readAllBytes = (inner, limit) => new Promise((resolve, reject) => collect(inner, resolve, reject, limit));

Object.assign(streams, { ReadLoop, readAllInner: readAllBytes, collectInner: collect });
