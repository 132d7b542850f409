'use strict';
// Web IDL types made of others: sequences, records, dictionaries, enumerations, interfaces, nullables.
const {
  ArrayIsArray, ArrayPrototypeSymbolIterator, ArrayPrototypeSort, ObjectKeys, ReflectApply,
  ReflectGetOwnPropertyDescriptor, ReflectOwnKeys, ObjectGetOwnPropertySymbols, SymbolIterator, SafeSet, TypeError, ObjectGetPrototypeOf,
  Array, IteratorPrototype, NewList,
} = internals.primordials;
const { webidl, native } = internals;
const { failure, isObject } = webidl;
const ArrayPrototype = Array.prototype;
const ArrayIteratorPrototype = ObjectGetPrototypeOf(ArrayPrototypeSymbolIterator([]));
const builtinIterator = ArrayPrototype[SymbolIterator];
const builtinNext = ArrayIteratorPrototype.next;

// https://webidl.spec.whatwg.org/#js-sequence
// An untouched array is walked by index: the same result without an iterator per call.
webidl.sequence = (item) => (value, prefix, context) => {
  if (!isObject(value)) throw failure(prefix, context, 'cannot be converted to a sequence');
  const method = value[SymbolIterator];
  if (method === undefined || method === null) throw failure(prefix, context, 'cannot be converted to a sequence: it is not iterable');
  return webidl.sequenceFrom(value, method, item, prefix, context);
};

// https://webidl.spec.whatwg.org/#create-sequence-from-iterable
webidl.sequenceFrom = (value, method, item, prefix, context) => {
  const list = NewList();
  if (method === builtinIterator && ArrayIteratorPrototype.next === builtinNext && ArrayIsArray(value)) {
    for (let i = 0; i < value.length; i++) list[i] = item(value[i], prefix, context);
    return list;
  }
  if (typeof method !== 'function') throw failure(prefix, context, 'cannot be converted to a sequence: its Symbol.iterator is not a function');
  const iterator = ReflectApply(method, value, []);
  if (!isObject(iterator)) throw failure(prefix, context, 'cannot be converted to a sequence: its iterator is not an object');
  const next = iterator.next;
  for (;;) {
    const step = ReflectApply(next, iterator, []);
    if (!isObject(step)) throw failure(prefix, context, 'cannot be converted to a sequence: an iterator result is not an object');
    if (step.done) return list;
    list[list.length] = item(step.value, prefix, context);
  }
};

// https://webidl.spec.whatwg.org/#js-record
// Gives a flat list [key, value, key, value…]: what every user of records here wants. A key that converts to one
// seen before replaces its value.
webidl.record = (keyType, valueType) => (value, prefix, context) => {
  if (!isObject(value)) throw failure(prefix, context, 'cannot be converted to a record');
  // Only a proxy can tell the two ways of listing keys apart.
  const plain = !native.isProxy(value) && ObjectGetOwnPropertySymbols(value).length === 0;
  const keys = plain ? ObjectKeys(value) : ReflectOwnKeys(value);
  const flat = NewList();
  let unique = true; // own keys are; only a key that conversion changed can meet another
  for (let i = 0; i < keys.length; i++) {
    if (!plain && !ReflectGetOwnPropertyDescriptor(value, keys[i])?.enumerable) continue;
    const key = keyType(keys[i], prefix, context);
    if (key !== keys[i]) unique = false;
    const item = valueType(value[keys[i]], prefix, context);
    const at = unique ? flat.length : indexOfKey(flat, key);
    flat[at] = key;
    flat[at + 1] = item;
  }
  return flat;
};

function indexOfKey(flat, key) {
  let at = 0;
  while (at < flat.length && flat[at] !== key) at += 2;
  return at;
}

// https://webidl.spec.whatwg.org/#js-dictionary
// members: [{ key, converter, defaultValue?: () => value, required?: true }], of the least derived dictionary first;
// `parent` is the member list it inherits from.
webidl.dictionary = (name, members, parent) => {
  const own = ArrayPrototypeSort(members, (a, b) => (a.key < b.key ? -1 : 1));
  const all = parent === undefined ? own : parent.members.concat(own);
  const convert = (value, prefix, context) => {
    if (value !== undefined && value !== null && !isObject(value)) throw failure(prefix, context, `cannot be converted to a dictionary (${name})`);
    const absent = value === undefined || value === null;
    const result = { __proto__: null };
    for (let i = 0; i < all.length; i++) {
      const { key, converter, defaultValue, required } = all[i];
      const member = absent ? undefined : value[key];
      if (member !== undefined) result[key] = converter(member, prefix, `'${key}' of '${name}'`);
      else if (defaultValue !== undefined) result[key] = defaultValue();
      else if (required) throw failure(prefix, context, `lacks the required member '${key}' of '${name}'`);
    }
    return result;
  };
  convert.members = all;
  return convert;
};

// https://webidl.spec.whatwg.org/#js-enumeration
webidl.enumeration = (name, values) => {
  const known = new SafeSet();
  for (let i = 0; i < values.length; i++) known.add(values[i]);
  return (value, prefix, context) => {
    const text = webidl.converters.DOMString(value, prefix, context);
    if (!known.has(text)) throw failure(prefix, context, `'${text}' is not a valid value of ${name}`);
    return text;
  };
};

webidl.nullable = (converter) => (value, prefix, context) => (value === undefined || value === null ? null : converter(value, prefix, context));

// https://webidl.spec.whatwg.org/#js-interface
webidl.interfaceType = (name, isInstance) => (value, prefix, context) => {
  if (!isInstance(value)) throw failure(prefix, context, `is not of type '${name}'`);
  return value;
};

webidl.converters['sequence<DOMString>'] = webidl.sequence(webidl.converters.DOMString);
webidl.converters['sequence<object>'] = webidl.sequence(webidl.converters.object);

webidl.illegalConstructor = () => { throw new TypeError('Illegal constructor'); };
webidl.IteratorPrototype = IteratorPrototype;
