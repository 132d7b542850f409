// Nothing of the tenant's runs, and nothing throws.
const bomb = () => { throw new Error('ran'); };
console.log({ get boom() { return bomb(); } });
console.log(new Proxy({}, { get: bomb, ownKeys: bomb, getPrototypeOf: bomb, getOwnPropertyDescriptor: bomb }));
console.log(Object.create(new Proxy({}, { get: bomb, getPrototypeOf: bomb })));
console.log({ toString: bomb, toJSON: bomb, inspect: bomb, [Symbol.toPrimitive]: bomb });
console.log('%s %d %i %f %o', { valueOf: bomb }, { valueOf: bomb }, { toString: bomb }, { [Symbol.toPrimitive]: bomb }, { get x() { bomb(); } });
console.log(Object.assign([1, 2], { [Symbol.iterator]: bomb }));
console.log(Object.setPrototypeOf({ a: 1 }, { get constructor() { return bomb(); } }));
const deep = {};
let at = deep;
for (let i = 0; i < 1e5; i++) at = at.next = {};
console.dir(deep, { depth: 3 });
console.log(Object.defineProperty(new Date(0), 'toISOString', { value: bomb }));
console.log(Object.setPrototypeOf(new Map([[1, 2]]), null));
console.log('x'.repeat(1e6).length, ['x'.repeat(10001)].length);
for (const key of ['get', 'set', 'value', 'enumerable', 'type', 'source', 'prototype', 'length', 'name']) {
  Object.defineProperty(Object.prototype, key, { __proto__: null, get: bomb, set: bomb, configurable: true });
}
console.log({ a: 1, get b() { return 1; } }, [new Map([[1, { c: 2 }]])], new Error('e').message);
console.table([{ a: 1 }]);
console.log(new Response('body').headers, new Event('type-set').type);
for (const key of ['get', 'set', 'value', 'enumerable', 'type', 'source', 'prototype', 'length', 'name']) delete Object.prototype[key];
