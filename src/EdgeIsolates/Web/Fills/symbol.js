'use strict';
// https://tc39.es/proposal-explicit-resource-management/#sec-symbol.dispose: what `using`, as build tools translate it, looks for.
const { ObjectDefineProperty, Symbol } = internals.primordials;

const names = ['dispose', 'asyncDispose'];
for (let i = 0; i < names.length; i++) {
  if (Symbol[names[i]] !== undefined) continue;
  const value = Symbol(`Symbol.${names[i]}`);
  ObjectDefineProperty(Symbol, names[i], { __proto__: null, value, writable: false, enumerable: false, configurable: false });
}
