'use strict';
// https://tc39.es/proposal-array-from-async/#sec-array.fromAsync
const { Array, Object, ObjectDefineProperty, ReflectApply, ReflectConstruct, SymbolAsyncIterator, SymbolIterator, TypeError } = internals.primordials;
const { fill, lengthOfArrayLike } = internals;

const isConstructor = (value) => {
  if (typeof value !== 'function') return false;
  try { ReflectConstruct(Object, [], value); return true; } catch { return false; }
};

function put(target, index, value) {
  ObjectDefineProperty(target, index, { __proto__: null, value, writable: true, enumerable: true, configurable: true });
}

async function fromAsync(Constructor, items, mapper, thisArgument) {
  if (mapper !== undefined && typeof mapper !== 'function') throw new TypeError('The mapping function is not a function');
  if (items === undefined || items === null) throw new TypeError('The items must not be null or undefined');
  const custom = isConstructor(Constructor);
  const asyncMethod = items[SymbolAsyncIterator];
  const iterable = (asyncMethod !== undefined && asyncMethod !== null) || (items[SymbolIterator] !== undefined && items[SymbolIterator] !== null);
  let index = 0;
  if (iterable) {
    const result = custom ? new Constructor() : [];
    for await (const item of items) {
      put(result, index, mapper === undefined ? item : await ReflectApply(mapper, thisArgument, [item, index]));
      index++;
    }
    result.length = index;
    return result;
  }
  const length = lengthOfArrayLike(items);
  const result = custom ? new Constructor(length) : new Array(length);
  for (; index < length; index++) {
    const item = await items[index];
    put(result, index, mapper === undefined ? item : await ReflectApply(mapper, thisArgument, [item, index]));
  }
  result.length = length;
  return result;
}

fill(Array, {
  fromAsync(asyncItems, mapfn = undefined, thisArg = undefined) { return fromAsync(this, asyncItems, mapfn, thisArg); },
});
