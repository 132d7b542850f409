'use strict';
// https://tc39.es/ecma262/#sec-promise.withResolvers and https://tc39.es/ecma262/#sec-promise.try
const { Promise, ReflectApply, TypeError } = internals.primordials;
const { fill } = internals;

// https://tc39.es/ecma262/#sec-newpromisecapability
function newCapability(Constructor) {
  let resolve, reject;
  const promise = new Constructor((onResolve, onReject) => {
    if (resolve !== undefined || reject !== undefined) throw new TypeError('The promise executor was called twice');
    resolve = onResolve;
    reject = onReject;
  });
  if (typeof resolve !== 'function' || typeof reject !== 'function') throw new TypeError('The promise constructor gave no resolving functions');
  return { promise, resolve, reject };
}

fill(Promise, {
  withResolvers() { return newCapability(this); },

  try(callback, ...args) {
    if ((typeof this !== 'object' && typeof this !== 'function') || this === null) throw new TypeError('Promise.try called on a non-object');
    const { promise, resolve, reject } = newCapability(this);
    try {
      resolve(ReflectApply(callback, undefined, args));
    } catch (error) {
      reject(error);
    }
    return promise;
  },
});
