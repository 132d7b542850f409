'use strict';
// https://streams.spec.whatwg.org/#queue-with-sizes
// What waits in a list is its own link, so that adding and taking cost the same at any length and no list is copied.
const { RangeError } = internals.primordials;
const { streams } = internals;

class List {
  first = null;
  last = null;
  length = 0;

  get isEmpty() { return this.first === null; }

  push(link) {
    if (this.first === null) this.first = link;
    else this.last.next = link;
    this.last = link;
    this.length++;
  }

  shift() {
    const link = this.first;
    this.first = link.next;
    if (this.first === null) this.last = null;
    link.next = null;
    this.length--;
    return link;
  }
}
Object.freeze(List.prototype);

class SizedValue {
  value;
  size;
  next = null;

  constructor(value, size) {
    this.value = value;
    this.size = size;
  }
}

// https://streams.spec.whatwg.org/#enqueue-value-with-size; a container has `queue` and `queueTotalSize`
function enqueueValueWithSize(container, value, size) {
  if (!(size >= 0) || size === Infinity) throw new RangeError(`The size of a chunk must be a finite number, not negative, but is ${size}`);
  container.queue.push(new SizedValue(value, size));
  container.queueTotalSize += size;
}

// https://streams.spec.whatwg.org/#dequeue-value
function dequeueValue(container) {
  const { value, size } = container.queue.shift();
  container.queueTotalSize -= size;
  if (container.queueTotalSize < 0) container.queueTotalSize = 0; // rounding
  return value;
}

// https://streams.spec.whatwg.org/#reset-queue
function resetQueue(container) {
  container.queue = new List();
  container.queueTotalSize = 0;
}

Object.assign(streams, { List, enqueueValueWithSize, dequeueValue, resetQueue });
