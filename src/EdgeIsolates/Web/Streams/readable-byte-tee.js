'use strict';
// https://streams.spec.whatwg.org/#abstract-opdef-readablebytestreamtee
//
// Like the tee of any chunks, but the reader changes its kind with what the pulling branch wants: a branch with a BYOB
// request has its memory filled, and the other branch gets a copy.
const { streams, queueMicrotask, bytes: { copyOf } } = internals;
const { Tee, acquireDefaultReader, acquireByobReader, releaseReader, readerRead, readerReadInto, createInnerByteStream } = streams;

class ByteTee extends Tee {
  readAgain = [false, false];

  constructor(stream) {
    super(stream);
    this.branches[0] = this.createBranch(0);
    this.branches[1] = this.createBranch(1);
    this.forwardReaderError();
  }

  createBranch(branch) {
    return createInnerByteStream(null, () => this.pull(branch), (reason) => this.cancel(branch, reason), 0, undefined);
  }

  // Releases the reader and takes one of the other kind.
  exchangeReader(isByob) {
    if (this.reader.isByob === isByob) return;
    releaseReader(this.reader);
    this.reader = isByob ? acquireByobReader(this.stream) : acquireDefaultReader(this.stream);
    this.forwardReaderError();
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
      this.fail(error);
      return null;
    }
  }

  endPending(branch) {
    const { controller } = this.branches[branch];
    if (!controller.pendingPullIntos.isEmpty) controller.respond(0);
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
