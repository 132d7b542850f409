'use strict';
// https://streams.spec.whatwg.org/#rs-from
const { PromisePrototypeThen, PromiseReject, PromiseResolve, ReflectApply, SymbolAsyncIterator, SymbolIterator, TypeError } = internals.primordials;
const { webidl: { isObject }, streams } = internals;
const { react, createInnerReadable } = streams;

// https://tc39.es/ecma262/#sec-getmethod
function methodOf(object, key) {
  const method = object[key];
  if (method === undefined || method === null) return undefined;
  if (typeof method !== 'function') throw new TypeError(`The iterable's '${typeof key === 'symbol' ? key.description : key}' is not a function`);
  return method;
}

function iteratorFrom(object, method) {
  const iterator = ReflectApply(method, object, []);
  if (!isObject(iterator)) throw new TypeError('The iterable gave an iterator that is not an object');
  return iterator;
}

// https://tc39.es/ecma262/#sec-getiterator, kind async
function asyncIteratorOf(iterable) {
  if (iterable === undefined || iterable === null) throw new TypeError(`${iterable} is not iterable`);
  const method = methodOf(iterable, SymbolAsyncIterator);
  if (method !== undefined) {
    const iterator = iteratorFrom(iterable, method), { next } = iterator;
    return {
      __proto__: null,
      next: () => ReflectApply(next, iterator, []),
      return: (reason) => {
        const end = methodOf(iterator, 'return');
        return end === undefined ? undefined : awaitObject(ReflectApply(end, iterator, [reason]));
      },
    };
  }
  const syncMethod = methodOf(iterable, SymbolIterator);
  if (syncMethod === undefined) throw new TypeError('The argument is not iterable');
  return fromSyncIterator(iteratorFrom(iterable, syncMethod));
}

const checkResult = (result) => {
  if (!isObject(result)) throw new TypeError('The iterator gave a result that is not an object');
};

const awaitObject = (promise) => PromisePrototypeThen(PromiseResolve(promise), checkResult);

// https://tc39.es/ecma262/#sec-createasyncfromsynciterator
function fromSyncIterator(iterator) {
  const { next } = iterator;
  return {
    __proto__: null,
    next: () => {
      const result = ReflectApply(next, iterator, []);
      checkResult(result);
      const { done, value } = result;
      return PromisePrototypeThen(PromiseResolve(value), (awaited) => ({ __proto__: null, done: !!done, value: awaited }), (error) => {
        if (!done) closeQuietly(iterator);
        throw error;
      });
    },
    return: (reason) => {
      const end = methodOf(iterator, 'return');
      if (end === undefined) return undefined;
      const result = ReflectApply(end, iterator, [reason]);
      checkResult(result);
      return PromisePrototypeThen(PromiseResolve(result.value), () => undefined);
    },
  };
}

// https://tc39.es/ecma262/#sec-iteratorclose, when the reason to close is an error already
function closeQuietly(iterator) {
  try {
    const end = methodOf(iterator, 'return');
    if (end !== undefined) ReflectApply(end, iterator, []);
  } catch { }
}

// https://streams.spec.whatwg.org/#readable-stream-from-iterable
streams.fromIterable = (iterable) => {
  const iterator = asyncIteratorOf(iterable);
  const onResult = (result) => {
    checkResult(result);
    if (result.done) stream.controller.close();
    else stream.controller.enqueue(result.value);
  };
  const pull = () => {
    try {
      return react(PromiseResolve(iterator.next()), onResult);
    } catch (error) {
      return PromiseReject(error);
    }
  };
  const cancel = (reason) => {
    try {
      return iterator.return(reason);
    } catch (error) {
      return PromiseReject(error);
    }
  };
  const stream = createInnerReadable(null, pull, cancel, 0, null);
  return stream;
};
