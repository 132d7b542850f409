'use strict';
// Errors as Node.js has them: a built-in class, a `code`, and the usual sentences.
const {
  ArrayIsArray, NumberIsInteger, ObjectDefineProperty, RangeError, String, StringPrototypeEndsWith, StringPrototypeIncludes, StringPrototypeSlice,
  StringPrototypeToLowerCase, TypeError,
} = internals.primordials;
const { node, inspect } = internals;

node.define('#errors', () => {
  function nodeError(Base, code, message) {
    const error = new Base(message);
    ObjectDefineProperty(error, 'toString', {
      __proto__: null, value() { return `${this.name} [${code}]: ${this.message}`; }, enumerable: false, writable: true, configurable: true,
    });
    error.code = code;
    return error;
  }

  const list = (items, word) => {
    let text = '';
    for (let i = 0; i < items.length; i++) text += `${i === 0 ? '' : i < items.length - 1 ? ', ' : items.length > 2 ? `, ${word} ` : ` ${word} `}${items[i]}`;
    return text;
  };

  const isPrimitiveName = (name) => StringPrototypeToLowerCase(name) === name;

  function received(value) {
    if (value === undefined || value === null) return ` Received ${value}`;
    if (typeof value === 'function') return ` Received function ${value.name}`;
    if (typeof value === 'object') {
      const name = value.constructor?.name;
      return name ? ` Received an instance of ${name}` : ` Received ${inspect(value, { __proto__: null, depth: -1 })}`;
    }
    let text = inspect(value);
    if (text.length > 28) text = `${StringPrototypeSlice(text, 0, 25)}...`;
    return ` Received type ${typeof value} (${text})`;
  }

  // expected: names of types ('string') and classes ('Buffer')
  function invalidArgType(name, expected, value) {
    const names = ArrayIsArray(expected) ? expected : [expected], types = [], classes = [];
    for (let i = 0; i < names.length; i++) {
      if (isPrimitiveName(names[i])) types[types.length] = names[i];
      else classes[classes.length] = names[i];
    }
    let text = '';
    if (types.length > 0) text = `${types.length > 1 ? 'one of type' : 'of type'} ${list(types, 'or')}`;
    if (classes.length > 0) text += `${text === '' ? '' : ' or '}an instance of ${list(classes, 'or')}`;
    const what = StringPrototypeEndsWith(name, ' argument') ? `The ${name}` : `The "${name}" ${StringPrototypeIncludes(name, '.') ? 'property' : 'argument'}`;
    return nodeError(TypeError, 'ERR_INVALID_ARG_TYPE', `${what} must be ${text}.${received(value)}`);
  }

  function invalidArgValue(name, value, reason = 'is invalid') {
    const kind = StringPrototypeIncludes(name, '.') ? 'property' : 'argument';
    return nodeError(TypeError, 'ERR_INVALID_ARG_VALUE', `The ${kind} '${name}' ${reason}. Received ${inspect(value)}`);
  }

  // 1234567 as 1_234_567
  function separated(text) {
    const start = text[0] === '-' ? 1 : 0;
    let result = '', end = text.length;
    for (; end >= start + 4; end -= 3) result = `_${StringPrototypeSlice(text, end - 3, end)}${result}`;
    return StringPrototypeSlice(text, 0, end) + result;
  }

  function outOfRange(name, range, value) {
    let text;
    if (typeof value === 'number' && NumberIsInteger(value) && (value > 2 ** 32 || value < -(2 ** 32))) text = separated(String(value));
    else if (typeof value === 'bigint') text = `${value > 2n ** 32n || value < -(2n ** 32n) ? separated(String(value)) : value}n`;
    else text = inspect(value);
    return nodeError(RangeError, 'ERR_OUT_OF_RANGE', `The value of "${name}" is out of range. It must be ${range}. Received ${text}`);
  }

  function validateFunction(value, name) {
    if (typeof value !== 'function') throw invalidArgType(name, 'function', value);
  }
  function validateString(value, name) {
    if (typeof value !== 'string') throw invalidArgType(name, 'string', value);
  }
  function validateObject(value, name) {
    if (typeof value !== 'object' || value === null || ArrayIsArray(value)) throw invalidArgType(name, 'Object', value);
  }
  function validateNumber(value, name) {
    if (typeof value !== 'number') throw invalidArgType(name, 'number', value);
  }
  function validateInteger(value, name, min = -(2 ** 53) + 1, max = 2 ** 53 - 1) {
    validateNumber(value, name);
    if (!NumberIsInteger(value)) throw outOfRange(name, 'an integer', value);
    if (value < min || value > max) throw outOfRange(name, `>= ${min} && <= ${max}`, value);
  }

  return {
    __proto__: null, nodeError, received, invalidArgType, invalidArgValue, outOfRange, validateFunction, validateString, validateObject,
    validateNumber, validateInteger,
  };
});
