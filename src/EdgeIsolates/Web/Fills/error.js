'use strict';
// https://tc39.es/ecma262/#sec-error.iserror
const { Error } = internals.primordials;
const { fill, native, webidl } = internals;

const errorKind = 13; // CloneKind of the engine

fill(Error, {
  isError(arg) { return webidl.isObject(arg) && native.kindOf(arg) === errorKind; },
});
