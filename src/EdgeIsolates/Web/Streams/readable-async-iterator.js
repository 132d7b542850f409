'use strict';
// https://streams.spec.whatwg.org/#rs-asynciterator, an asynchronous iterator as Web IDL has it:
// https://webidl.spec.whatwg.org/#js-asynchronous-iterator-prototype-object
const {
  AsyncIteratorPrototype, ObjectDefineProperty, ObjectSetPrototypeOf, Promise, PromisePrototypeThen, PromiseReject, PromiseResolve,
  SymbolToStringTag,
} = internals.primordials;
const { streams } = internals;
const { acquireDefaultReader, releaseReader, readerRead, readableStreamCancel } = streams;

// https://streams.spec.whatwg.org/#ref-for-dfn-get-the-next-iteration-result
class IterationRequest {
  next = null;
  reader;
  resolve;
  reject;

  constructor(reader, resolve, reject) {
    this.reader = reader;
    this.resolve = resolve;
    this.reject = reject;
  }

  chunkSteps(value) { this.resolve({ value, done: false }); }

  closeSteps() {
    releaseReader(this.reader);
    this.resolve({ value: undefined, done: true });
  }

  errorSteps(error) {
    releaseReader(this.reader);
    this.reject(error);
  }
}
Object.freeze(IterationRequest.prototype);

class Iteration {
  reader;
  preventCancel;
  finished = false;
  underWay = 0; // calls that have not ended: the next one waits for them
  last = null; // the promise of the last of them
  #onResult = (result) => {
    this.underWay--;
    if (result.done) this.finished = true;
    return result;
  };
  #onError = (error) => {
    this.underWay--;
    this.finished = true;
    throw error;
  };

  constructor(reader, preventCancel) {
    this.reader = reader;
    this.preventCancel = preventCancel;
  }

  after(steps) {
    const last = this.underWay++ === 0 ? steps() : PromisePrototypeThen(this.last, steps, steps);
    return this.last = PromisePrototypeThen(last, this.#onResult, this.#onError);
  }

  next() {
    if (this.finished) return PromiseResolve({ value: undefined, done: true });
    return new Promise((resolve, reject) => readerRead(this.reader, new IterationRequest(this.reader, resolve, reject)));
  }

  // https://streams.spec.whatwg.org/#ref-for-asynchronous-iterator-return
  end(value) {
    if (this.finished) return PromiseResolve({ value, done: true });
    this.finished = true;
    const canceled = this.preventCancel ? PromiseResolve(undefined) : readableStreamCancel(this.reader.stream, value);
    releaseReader(this.reader);
    return PromisePrototypeThen(canceled, () => ({ value, done: true }));
  }
}
Object.freeze(Iteration.prototype);

class ReadableStreamAsyncIterator {
  #iteration;

  constructor(iteration) {
    this.#iteration = iteration;
  }

  next() {
    try {
      const iteration = this.#iteration;
      return iteration.after(() => iteration.next());
    } catch (error) {
      return PromiseReject(error);
    }
  }

  return(value) {
    try {
      const iteration = this.#iteration;
      return iteration.after(() => iteration.end(value));
    } catch (error) {
      return PromiseReject(error);
    }
  }
}

const { prototype } = ReadableStreamAsyncIterator;
delete prototype.constructor;
ObjectSetPrototypeOf(prototype, AsyncIteratorPrototype);
ObjectDefineProperty(prototype, 'next', { __proto__: null, enumerable: true });
ObjectDefineProperty(prototype, 'return', { __proto__: null, enumerable: true });
ObjectDefineProperty(prototype, SymbolToStringTag, { __proto__: null, value: 'ReadableStream AsyncIterator', configurable: true });

streams.iterate = (stream, preventCancel) => new ReadableStreamAsyncIterator(new Iteration(acquireDefaultReader(stream), preventCancel));
