'use strict';
// https://tc39.es/ecma262/#sec-iterator-helper-objects and https://tc39.es/ecma262/#sec-iterator-constructor
const {
  IteratorPrototype, MathTrunc, ObjectDefineProperty, ObjectPrototypeIsPrototypeOf, ObjectSetPrototypeOf, RangeError, ReflectApply,
  ReflectGetOwnPropertyDescriptor, SymbolIterator, SymbolToStringTag, TypeError, globalThis: global,
} = internals.primordials;
const { fill, webidl: { isObject } } = internals;

// https://tc39.es/ecma262/#sec-getiteratordirect
class Source {
  iterator;
  next;

  constructor(iterator) {
    this.iterator = iterator;
    this.next = iterator.next;
  }

  // The next result object, or null at the end.
  step() {
    const result = ReflectApply(this.next, this.iterator, []);
    if (!isObject(result)) throw new TypeError('An iterator result is not an object');
    return result.done ? null : result;
  }

  // https://tc39.es/ecma262/#sec-iteratorclose with a normal completion
  close() {
    const method = this.iterator.return;
    if (method !== undefined && method !== null && !isObject(ReflectApply(method, this.iterator, []))) {
      throw new TypeError("The iterator's return gave no object");
    }
  }

  // Runs the callback; when it throws, its error wins over whatever closing does.
  guarded(callback, first, second) {
    try {
      return callback(first, second);
    } catch (error) {
      try { this.close(); } catch { /* the callback's error wins */ }
      throw error;
    }
  }
}
Object.freeze(Source.prototype);

function thisIterator(value) {
  if (!isObject(value)) throw new TypeError('Iterator method called on a non-object');
  return value;
}

function closeAndThrow(iterator, error) {
  try {
    const method = iterator.return;
    if (method !== undefined && method !== null) ReflectApply(method, iterator, []);
  } catch { /* the argument's error wins */ }
  throw error;
}

function callable(iterator, value) {
  if (typeof value !== 'function') closeAndThrow(iterator, new TypeError('The callback is not a function'));
  return value;
}

function limitOf(iterator, value) {
  let number;
  try { number = +value; } catch (error) { closeAndThrow(iterator, error); }
  if (number !== number || MathTrunc(number) < 0) closeAndThrow(iterator, new RangeError(`${value} must be positive`));
  return MathTrunc(number);
}

// A lazy iterator: `pull` gives { value } or null at the end, `close` closes what it draws from.
class IteratorHelper {
  #pull;
  #close;
  #running = false;
  #finished = false;

  constructor(pull, close) {
    this.#pull = pull;
    this.#close = close;
  }

  next() {
    if (this.#running) throw new TypeError('The iterator helper is already running');
    if (this.#finished) return { value: undefined, done: true };
    this.#running = true;
    let result = null;
    try {
      const pull = this.#pull;
      result = pull();
    } finally {
      this.#running = false;
      if (result === null) this.#finished = true;
    }
    return result === null ? { value: undefined, done: true } : { value: result.value, done: false };
  }

  return() {
    if (this.#running) throw new TypeError('The iterator helper is already running');
    if (!this.#finished) {
      this.#finished = true;
      const close = this.#close;
      close();
    }
    return { value: undefined, done: true };
  }
}

const helperPrototype = IteratorHelper.prototype;
delete helperPrototype.constructor;
ObjectSetPrototypeOf(helperPrototype, IteratorPrototype);
ObjectDefineProperty(helperPrototype, SymbolToStringTag, { __proto__: null, value: 'Iterator Helper', writable: false, enumerable: false, configurable: true });

const lazy = (source, pull) => new IteratorHelper(pull, () => source.close());

// https://tc39.es/ecma262/#sec-getiteratorflattenable
function flattenable(value, stringsToo) {
  if (!isObject(value) && !(stringsToo && typeof value === 'string')) throw new TypeError('The value is not an object');
  const method = value[SymbolIterator];
  const iterator = method === undefined || method === null ? value : ReflectApply(method, value, []);
  if (!isObject(iterator)) throw new TypeError('The iterator is not an object');
  return new Source(iterator);
}

const methods = {
  map(mapper) {
    callable(thisIterator(this), mapper);
    const source = new Source(this);
    let counter = 0;
    return lazy(source, () => {
      const step = source.step();
      return step === null ? null : { value: source.guarded(mapper, step.value, counter++) };
    });
  },

  filter(predicate) {
    callable(thisIterator(this), predicate);
    const source = new Source(this);
    let counter = 0;
    return lazy(source, () => {
      for (let step = source.step(); step !== null; step = source.step()) {
        const { value } = step;
        if (source.guarded(predicate, value, counter++)) return { value };
      }
      return null;
    });
  },

  take(limit) {
    let remaining = limitOf(thisIterator(this), limit);
    const source = new Source(this);
    return lazy(source, () => {
      if (remaining === 0) {
        source.close();
        return null;
      }
      remaining--;
      const step = source.step();
      return step === null ? null : { value: step.value };
    });
  },

  drop(limit) {
    let remaining = limitOf(thisIterator(this), limit);
    const source = new Source(this);
    return lazy(source, () => {
      for (; remaining > 0; remaining--) if (source.step() === null) return null;
      const step = source.step();
      return step === null ? null : { value: step.value };
    });
  },

  flatMap(mapper) {
    callable(thisIterator(this), mapper);
    const source = new Source(this);
    let counter = 0, inner = null;
    const pull = () => {
      for (;;) {
        if (inner === null) {
          const step = source.step();
          if (step === null) return null;
          inner = source.guarded((value, index) => flattenable(mapper(value, index), false), step.value, counter++);
        }
        const result = source.guarded(() => {
          const step = inner.step();
          return step === null ? null : { value: step.value };
        });
        if (result !== null) return result;
        inner = null;
      }
    };
    return new IteratorHelper(pull, () => {
      if (inner !== null) source.guarded(() => inner.close());
      source.close();
    });
  },

  reduce(reducer, ...initial) {
    callable(thisIterator(this), reducer);
    const source = new Source(this);
    let counter = 0, accumulator;
    if (initial.length > 0) {
      accumulator = initial[0];
    } else {
      const step = source.step();
      if (step === null) throw new TypeError('Reduce of a done iterator with no initial value');
      accumulator = step.value;
      counter = 1;
    }
    for (let step = source.step(); step !== null; step = source.step()) {
      const index = counter++;
      accumulator = source.guarded((previous, value) => reducer(previous, value, index), accumulator, step.value);
    }
    return accumulator;
  },

  toArray() {
    const source = new Source(thisIterator(this)), items = [];
    for (let step = source.step(); step !== null; step = source.step()) items[items.length] = step.value;
    return items;
  },

  forEach(callback) {
    callable(thisIterator(this), callback);
    const source = new Source(this);
    let counter = 0;
    for (let step = source.step(); step !== null; step = source.step()) source.guarded(callback, step.value, counter++);
  },

  some(predicate) { return search(this, predicate, true, () => true, false); },
  every(predicate) { return search(this, predicate, false, () => false, true); },
  find(predicate) { return search(this, predicate, true, (value) => value, undefined); },
};

// Until the predicate gives `wanted`: then `found` of the value, with the iterator closed; else `otherwise`.
function search(iterator, predicate, wanted, found, otherwise) {
  callable(thisIterator(iterator), predicate);
  const source = new Source(iterator);
  let counter = 0;
  for (let step = source.step(); step !== null; step = source.step()) {
    const { value } = step;
    if (!!source.guarded(predicate, value, counter++) !== wanted) continue;
    source.close();
    return found(value);
  }
  return otherwise;
}

// https://tc39.es/ecma262/#sec-%wrapforvaliditeratorprototype%-object
class WrappedIterator {
  #source;

  constructor(source) {
    this.#source = source;
  }

  next() {
    const source = this.#source;
    return ReflectApply(source.next, source.iterator, []);
  }

  return() {
    const { iterator } = this.#source, method = iterator.return;
    return method === undefined || method === null ? { value: undefined, done: true } : ReflectApply(method, iterator, []);
  }
}
delete WrappedIterator.prototype.constructor;
ObjectSetPrototypeOf(WrappedIterator.prototype, IteratorPrototype);

if (global.Iterator === undefined) {
  // https://tc39.es/ecma262/#sec-iterator: abstract. A function, because a class cannot be given its prototype.
  const Iterator = function Iterator() {
    if (new.target === undefined || new.target === Iterator) throw new TypeError('Abstract class Iterator not directly constructable');
  };
  ObjectDefineProperty(Iterator, 'prototype', { __proto__: null, value: IteratorPrototype, writable: false });
  fill(IteratorPrototype, methods);
  defineWeird('constructor', Iterator);
  defineWeird(SymbolToStringTag, 'Iterator');
  fill(Iterator, {
    from(O) {
      const source = flattenable(O, true);
      return ObjectPrototypeIsPrototypeOf(IteratorPrototype, source.iterator) ? source.iterator : new WrappedIterator(source);
    },
  });
  fill(global, { Iterator });
}

// https://tc39.es/ecma262/#sec-SetterThatIgnoresPrototypeProperties: assignable on instances
function defineWeird(key, value) {
  ObjectDefineProperty(IteratorPrototype, key, {
    __proto__: null,
    get: ReflectGetOwnPropertyDescriptor({ get [key]() { return value; } }, key).get,
    set: ReflectGetOwnPropertyDescriptor({
      set [key](given) {
        if (!isObject(this) || this === IteratorPrototype) throw new TypeError('Cannot assign to this property');
        if (ReflectGetOwnPropertyDescriptor(this, key) === undefined) {
          ObjectDefineProperty(this, key, { __proto__: null, value: given, writable: true, enumerable: true, configurable: true });
        } else {
          this[key] = given;
        }
      },
    }, key).set,
    enumerable: false,
    configurable: true,
  });
}
