'use strict';
// What the engine lacks of today's ECMAScript library. A fill is defined only when the property is missing, with
// the attributes, name and length the standard gives it, so that a newer engine simply uses its own.
const { MathTrunc, ObjectDefineProperty, ReflectGetOwnPropertyDescriptor, ReflectOwnKeys } = internals.primordials;

// `methods` is an object literal of shorthand methods: those are no constructors, as built-ins are not.
internals.fill = (target, methods) => {
  const keys = ReflectOwnKeys(methods);
  for (let i = 0; i < keys.length; i++) {
    if (ReflectGetOwnPropertyDescriptor(target, keys[i]) !== undefined) continue;
    ObjectDefineProperty(target, keys[i], { __proto__: null, value: methods[keys[i]], writable: true, enumerable: false, configurable: true });
  }
};

// https://tc39.es/ecma262/#sec-tointegerorinfinity
internals.toIntegerOrInfinity = (value) => {
  const number = +value;
  return number !== number ? 0 : MathTrunc(number) + 0;
};
