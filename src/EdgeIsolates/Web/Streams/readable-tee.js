'use strict';
// https://streams.spec.whatwg.org/#readable-stream-tee, of a stream of any chunks
//
// Both branches share one reader. A branch that pulls while a read is out has it read again afterwards, so that the
// slower branch's queue holds what the faster one took.
const { streams, queueMicrotask } = internals;
const { Deferred, react, acquireDefaultReader, readerRead, readableStreamCancel, createInnerReadable } = streams;

// https://streams.spec.whatwg.org/#abstract-opdef-readablestreamdefaulttee
// `clone`, when given, makes what the second branch gets of each chunk.
class Tee {
  stream;
  reader;
  clone;
  branches = [null, null];
  reasons = [undefined, undefined];
  canceled = [false, false];
  cancelResult = new Deferred(false);
  reading = false;
  readAgain = false;
  next = null; // as a request

  constructor(stream, clone) {
    this.stream = stream;
    this.clone = clone;
    this.reader = acquireDefaultReader(stream);
    const pull = () => this.pull();
    this.branches[0] = createInnerReadable(null, pull, (reason) => this.cancel(0, reason), 1, null);
    this.branches[1] = createInnerReadable(null, pull, (reason) => this.cancel(1, reason), 1, null);
    react(this.reader.closed.promise, undefined, (error) => {
      this.branches[0].controller.error(error);
      this.branches[1].controller.error(error);
      if (!this.canceled[0] || !this.canceled[1]) this.cancelResult.resolve(undefined);
    });
  }

  pull() {
    if (this.reading) {
      this.readAgain = true;
      return;
    }
    this.reading = true;
    readerRead(this.reader, this);
  }

  // In a microtask, because the reaction to an error of the reader must come first.
  chunkSteps(chunk) {
    queueMicrotask(() => {
      this.readAgain = false;
      let second = chunk;
      if (this.clone !== null && !this.canceled[1]) {
        try {
          second = this.clone(chunk);
        } catch (error) {
          this.branches[0].controller.error(error);
          this.branches[1].controller.error(error);
          this.cancelResult.resolve(readableStreamCancel(this.stream, error));
          return;
        }
      }
      if (!this.canceled[0]) this.branches[0].controller.enqueue(chunk);
      if (!this.canceled[1]) this.branches[1].controller.enqueue(second);
      this.reading = false;
      if (this.readAgain) this.pull();
    });
  }

  closeSteps() {
    this.reading = false;
    if (!this.canceled[0]) this.branches[0].controller.close();
    if (!this.canceled[1]) this.branches[1].controller.close();
    if (!this.canceled[0] || !this.canceled[1]) this.cancelResult.resolve(undefined);
  }

  errorSteps() {
    this.reading = false;
  }

  cancel(branch, reason) {
    this.canceled[branch] = true;
    this.reasons[branch] = reason;
    if (this.canceled[1 - branch]) {
      this.cancelResult.resolve(readableStreamCancel(this.stream, [this.reasons[0], this.reasons[1]]));
    }
    return this.cancelResult.promise;
  }
}
Object.freeze(Tee.prototype);

streams.teeDefault = (stream, clone) => new Tee(stream, clone).branches;

// https://streams.spec.whatwg.org/#readable-stream-tee; clone is for streams of any chunks, bytes are always cloned
streams.teeInner = (stream, clone = null) => (stream.controller.isByteController ? streams.teeBytes(stream) : streams.teeDefault(stream, clone));
