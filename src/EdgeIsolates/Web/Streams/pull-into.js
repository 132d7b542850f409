'use strict';
// https://streams.spec.whatwg.org/#pull-into-descriptor
const { MathMin } = internals.primordials;
const { streams } = internals;
const { byteLengthOf, transfer, copyBytes } = streams;

class PullInto {
  buffer;
  bufferByteLength;
  byteOffset;
  byteLength;
  bytesFilled = 0;
  minimumFill;
  elementSize;
  viewType;
  readerType; // 'default', 'byob', or 'none' once the reader was released
  next = null;

  constructor(buffer, info, minimumFill, readerType) {
    this.buffer = buffer;
    this.bufferByteLength = byteLengthOf(buffer);
    this.byteOffset = info.byteOffset;
    this.byteLength = info.byteLength;
    this.minimumFill = minimumFill;
    this.elementSize = info.elementSize;
    this.viewType = info.type;
    this.readerType = readerType;
  }

  // https://streams.spec.whatwg.org/#readable-byte-stream-controller-fill-pull-into-descriptor-from-queue
  fillFrom(controller) {
    let left = MathMin(controller.queueTotalSize, this.byteLength - this.bytesFilled);
    const mostFilled = this.bytesFilled + left;
    const mostAligned = mostFilled - (mostFilled % this.elementSize);
    const ready = mostAligned >= this.minimumFill;
    if (ready) left = mostAligned - this.bytesFilled;
    while (left > 0) {
      const head = controller.queue.first, count = MathMin(left, head.byteLength);
      copyBytes(this.buffer, this.byteOffset + this.bytesFilled, head.buffer, head.byteOffset, count);
      if (head.byteLength === count) controller.queue.shift();
      head.byteOffset += count;
      head.byteLength -= count;
      controller.queueTotalSize -= count;
      this.bytesFilled += count;
      left -= count;
    }
    return ready;
  }

  // https://streams.spec.whatwg.org/#readable-byte-stream-controller-convert-pull-into-descriptor
  toView() {
    const { viewType: ViewType } = this;
    return new ViewType(transfer(this.buffer), this.byteOffset, this.bytesFilled / this.elementSize);
  }
}
Object.freeze(PullInto.prototype);

class InnerByobRequest {
  controller;
  view;
  wrapper = null;

  constructor(controller, view) {
    this.controller = controller;
    this.view = view;
  }
}

Object.assign(streams, { PullInto, InnerByobRequest });
