'use strict';
// https://tc39.es/ecma262/#sec-object.groupby and https://tc39.es/ecma262/#sec-map.groupby
const { Map, MapPrototypeGet, MapPrototypeSet, MapPrototypeForEach, Object, ReflectOwnKeys, TypeError } = internals.primordials;
const { fill } = internals;

// https://tc39.es/ecma262/#sec-groupby; an iterable of the caller's is asked the public way
function group(items, callback, keyOf) {
  if (items === undefined || items === null) throw new TypeError('The items to group must not be null or undefined');
  if (typeof callback !== 'function') throw new TypeError('The callback is not a function');
  const groups = new Map();
  let index = 0;
  for (const item of items) {
    const key = keyOf(callback(item, index++));
    const list = MapPrototypeGet(groups, key);
    if (list === undefined) MapPrototypeSet(groups, key, [item]);
    else list[list.length] = item;
  }
  return groups;
}

// https://tc39.es/ecma262/#sec-topropertykey: a computed key is what does it
const propertyKey = (value) => ReflectOwnKeys({ [value]: 0 })[0];

fill(Object, {
  groupBy(items, callback) {
    const result = { __proto__: null };
    MapPrototypeForEach(group(items, callback, propertyKey), (list, key) => { result[key] = list; });
    return result;
  },
});

fill(Map, {
  groupBy(items, callback) {
    return group(items, callback, (key) => (key === 0 ? 0 : key));
  },
});
