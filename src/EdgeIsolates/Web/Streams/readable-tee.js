'use strict';
// https://streams.spec.whatwg.org/#readable-stream-tee: what all tees share, and the tee of a stream of any chunks
//
// Both branches share one reader. A branch that pulls while a read is out has it read again afterwards, so that the
// slower branch's queue holds what the faster one took.
const { streams, queueMicrotask } = internals;
const { Deferred, react, acquireDefaultReader, readerRead, readableStreamCancel, createInnerReadable } = streams;

class Tee {
  stream;
  reader;
  branches = [null, null];
  reasons = [undefined, undefined];
  canceled = [false, false];
  cancelResult = new Deferred(false);
  reading = false;

  constructor(stream) {
    this.stream = stream;
    this.reader = acquireDefaultReader(stream);
  }

  // The branches end with an error of the reader, unless it has been exchanged meanwhile.
  forwardReaderError() {
    const { reader } = this;
    react(reader.closed.promise, undefined, (error) => {
      if (reader !== this.reader) return;
      this.error(error);
      this.settleCancel();
    });
  }

  enqueue(branch, chunk) {
    if (!this.canceled[branch]) this.branches[branch].controller.enqueue(chunk);
  }

  close(branch) {
    if (!this.canceled[branch]) this.branches[branch].controller.close();
  }

  error(error) {
    this.branches[0].controller.error(error);
    this.branches[1].controller.error(error);
  }

  // A chunk could not be cloned.
  fail(error) {
    this.error(error);
    this.cancelResult.resolve(readableStreamCancel(this.stream, error));
  }

  settleCancel() {
    if (!this.canceled[0] || !this.canceled[1]) this.cancelResult.resolve(undefined);
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
streams.Tee = Tee;

// https://streams.spec.whatwg.org/#abstract-opdef-readablestreamdefaulttee
// `clone`, when given, makes what the second branch gets of each chunk. The tee is its own read request.
class DefaultTee extends Tee {
  clone;
  readAgain = false;
  next = null; // as a request

  constructor(stream, clone) {
    super(stream);
    this.clone = clone;
    const pull = () => this.pull();
    this.branches[0] = createInnerReadable(null, pull, (reason) => this.cancel(0, reason), 1, null);
    this.branches[1] = createInnerReadable(null, pull, (reason) => this.cancel(1, reason), 1, null);
    this.forwardReaderError();
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
          this.fail(error);
          return;
        }
      }
      this.enqueue(0, chunk);
      this.enqueue(1, second);
      this.reading = false;
      if (this.readAgain) this.pull();
    });
  }

  closeSteps() {
    this.reading = false;
    this.close(0);
    this.close(1);
    this.settleCancel();
  }

  errorSteps() {
    this.reading = false;
  }
}
Object.freeze(DefaultTee.prototype);

streams.teeDefault = (stream, clone) => new DefaultTee(stream, clone).branches;

// https://streams.spec.whatwg.org/#readable-stream-tee; clone is for streams of any chunks, bytes are always cloned
streams.teeInner = (stream, clone = null) => (stream.controller.isByteController ? streams.teeBytes(stream) : streams.teeDefault(stream, clone));
