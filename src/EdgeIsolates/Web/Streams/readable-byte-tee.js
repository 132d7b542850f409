'use strict';
// https://streams.spec.whatwg.org/#abstract-opdef-readablebytestreamtee
//
// Like the tee of any chunks, but the reader changes its kind with what the pulling branch wants: a branch with a BYOB
// request has its memory filled, and the other branch gets a copy.
const { streams, queueMicrotask, bytes: { copyOf } } = internals;
const {
  Deferred, react, acquireDefaultReader, acquireByobReader, releaseReader, readerRead, readerReadInto, readableStreamCancel,
  createInnerByteStream,
} = streams;

class ByteTee {
  stream;
  reader;
  branches = [null, null];
  reasons = [undefined, undefined];
  canceled = [false, false];
  readAgain = [false, false];
  reading = false;
  cancelResult = new Deferred(false);

  constructor(stream) {
    this.stream = stream;
    this.reader = acquireDefaultReader(stream);
    this.branches[0] = this.createBranch(0);
    this.branches[1] = this.createBranch(1);
    this.forwardReaderError(this.reader);
  }

  createBranch(branch) {
    return createInnerByteStream(null, () => this.pull(branch), (reason) => this.cancel(branch, reason), 0, undefined);
  }

  forwardReaderError(reader) {
    react(reader.closed.promise, undefined, (error) => {
      if (reader !== this.reader) return;
      this.branches[0].controller.error(error);
      this.branches[1].controller.error(error);
      if (!this.canceled[0] || !this.canceled[1]) this.cancelResult.resolve(undefined);
    });
  }

  // Releases the reader and takes one of the other kind.
  exchangeReader(isByob) {
    if (this.reader.isByob === isByob) return;
    releaseReader(this.reader);
    this.reader = isByob ? acquireByobReader(this.stream) : acquireDefaultReader(this.stream);
    this.forwardReaderError(this.reader);
  }

  pull(branch) {
    if (this.reading) {
      this.readAgain[branch] = true;
      return;
    }
    this.reading = true;
    const request = this.branches[branch].controller.getByobRequest();
    this.exchangeReader(request !== null);
    if (request === null) readerRead(this.reader, new TeeRequest(this));
    else readerReadInto(this.reader, request.view, 1, new TeeIntoRequest(this, branch));
  }

  // After a chunk: whoever pulled meanwhile gets the next.
  continue() {
    this.reading = false;
    if (this.readAgain[0]) this.pull(0);
    else if (this.readAgain[1]) this.pull(1);
  }

  // A copy of the chunk, or null after the failure to make one has been told to everybody.
  tryClone(chunk) {
    try {
      return copyOf(chunk);
    } catch (error) {
      this.branches[0].controller.error(error);
      this.branches[1].controller.error(error);
      this.cancelResult.resolve(readableStreamCancel(this.stream, error));
      return null;
    }
  }

  enqueue(branch, bytes) {
    if (!this.canceled[branch]) this.branches[branch].controller.enqueue(bytes);
  }

  close(branch) {
    if (!this.canceled[branch]) this.branches[branch].controller.close();
  }

  endPending(branch) {
    const { controller } = this.branches[branch];
    if (!controller.pendingPullIntos.isEmpty) controller.respond(0);
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
Object.freeze(ByteTee.prototype);

class TeeRequest {
  tee;
  next = null;

  constructor(tee) {
    this.tee = tee;
  }

  chunkSteps(chunk) {
    const { tee } = this;
    queueMicrotask(() => {
      tee.readAgain[0] = tee.readAgain[1] = false;
      let second = chunk;
      if (!tee.canceled[0] && !tee.canceled[1] && (second = tee.tryClone(chunk)) === null) return;
      tee.enqueue(0, chunk);
      tee.enqueue(1, second);
      tee.continue();
    });
  }

  closeSteps() {
    const { tee } = this;
    tee.reading = false;
    tee.close(0);
    tee.close(1);
    tee.endPending(0);
    tee.endPending(1);
    tee.settleCancel();
  }

  errorSteps() {
    this.tee.reading = false;
  }
}
Object.freeze(TeeRequest.prototype);

// A read into the memory of one branch's request.
class TeeIntoRequest {
  tee;
  branch;
  next = null;

  constructor(tee, branch) {
    this.tee = tee;
    this.branch = branch;
  }

  chunkSteps(chunk) {
    const { tee, branch } = this, other = 1 - branch;
    queueMicrotask(() => {
      tee.readAgain[0] = tee.readAgain[1] = false;
      let copy = null;
      if (!tee.canceled[other] && (copy = tee.tryClone(chunk)) === null) return;
      if (!tee.canceled[branch]) tee.branches[branch].controller.respondWithNewView(chunk);
      if (copy !== null) tee.enqueue(other, copy);
      tee.continue();
    });
  }

  closeSteps(chunk) {
    const { tee, branch } = this, other = 1 - branch;
    tee.reading = false;
    tee.close(branch);
    tee.close(other);
    if (chunk !== undefined) {
      if (!tee.canceled[branch]) tee.branches[branch].controller.respondWithNewView(chunk);
      if (!tee.canceled[other]) tee.endPending(other);
    }
    tee.settleCancel();
  }

  errorSteps() {
    this.tee.reading = false;
  }
}
Object.freeze(TeeIntoRequest.prototype);

streams.teeBytes = (stream) => new ByteTee(stream).branches;
