'use strict';
// https://nodejs.org/api/assert.html
const {
  Error, ErrorCaptureStackTrace, ObjectDefineProperty, ObjectIs, ObjectKeys, ObjectPrototypeIsPrototypeOf, ReflectApply, ReflectOwnKeys, RegExpPrototypeExec,
  StringPrototypeIncludes, StringPrototypeSplit, TypeError,
} = internals.primordials;
const { node, inspect, webidl, inspectParts: { classify } } = internals;

node.define('assert', () => {
  const { nodeError, invalidArgType, invalidArgValue, validateFunction } = node.load('#errors');
  const deepEqual = node.load('#deep-equal');
  const all = { __proto__: null, depth: 1000 };
  const isRegExp = (value) => webidl.isObject(value) && classify(value)?.name === 'RegExp';

  const headings = {
    __proto__: null,
    deepStrictEqual: 'Expected values to be strictly deep-equal:',
    strictEqual: 'Expected values to be strictly equal:',
    deepEqual: 'Expected values to be loosely deep-equal:',
    notDeepStrictEqual: 'Expected "actual" not to be strictly deep-equal to:',
    notStrictEqual: 'Expected "actual" to be strictly unequal to:',
    notDeepEqual: 'Expected "actual" not to be loosely deep-equal to:',
  };

  // The lines of both, those that differ marked.
  function difference(actual, expected) {
    const left = StringPrototypeSplit(inspect(actual, all), '\n'), right = StringPrototypeSplit(inspect(expected, all), '\n');
    let text = '', i = 0, j = 0;
    while (i < left.length || j < right.length) {
      if (i < left.length && j < right.length && left[i] === right[j]) {
        text += `\n  ${left[i++]}`;
        j++;
      } else {
        if (i < left.length) text += `\n+ ${left[i++]}`;
        if (j < right.length) text += `\n- ${right[j++]}`;
      }
    }
    return text;
  }

  function describe(operator, actual, expected) {
    const heading = headings[operator];
    switch (operator) {
      case 'strictEqual':
        if (!webidl.isObject(actual) && !webidl.isObject(expected)) return `${heading}\n\n${inspect(actual)} !== ${inspect(expected)}\n`;
        return `${heading}\n+ actual - expected\n${difference(actual, expected)}`;
      case 'deepStrictEqual': return `${heading}\n+ actual - expected\n${difference(actual, expected)}`;
      case 'deepEqual': return `${heading}\n\n${inspect(actual, all)}\n\nshould loosely deep-equal\n\n${inspect(expected, all)}`;
      case 'notStrictEqual':
      case 'notDeepStrictEqual':
      case 'notDeepEqual': {
        const text = inspect(actual, all);
        if (operator === 'notStrictEqual' && !StringPrototypeIncludes(text, '\n')) return `${heading} ${text}`;
        return `${heading}\n\n${text}${operator === 'notDeepEqual' ? '' : '\n'}`;
      }
      default: return `${inspect(actual, all)} ${operator} ${inspect(expected, all)}`;
    }
  }

  class AssertionError extends Error {
    constructor(options) {
      const { message, actual, expected, operator, stackStartFn } = options;
      super(message === undefined ? describe(operator, actual, expected) : `${message}`);
      this.generatedMessage = message === undefined;
      this.code = 'ERR_ASSERTION';
      this.actual = actual;
      this.expected = expected;
      this.operator = operator;
      if (stackStartFn !== undefined) ErrorCaptureStackTrace(this, stackStartFn);
    }

    get name() { return 'AssertionError'; }
    set name(value) { ObjectDefineProperty(this, 'name', { __proto__: null, value, writable: true, configurable: true, enumerable: false }); }

    toString() { return `${this.name} [${this.code}]: ${this.message}`; }
  }

  function failWith(message, details) {
    if (message instanceof Error) throw message;
    throw new AssertionError({ __proto__: null, message, ...details });
  }

  function check(holds, message, operator, actual, expected, stackStartFn) {
    if (!holds) failWith(message, { __proto__: null, operator, actual, expected, stackStartFn });
  }

  function truthy(args, stackStartFn) {
    if (args.length === 0) {
      failWith('No value argument passed to `assert.ok()`', { __proto__: null, operator: '==', actual: undefined, expected: true, stackStartFn });
    }
    if (args[0]) return;
    if (args[1] instanceof Error) throw args[1];
    const error = new AssertionError({
      __proto__: null, operator: '==', actual: args[0], expected: true, stackStartFn,
      message: args[1] ?? `The expression evaluated to a falsy value: ${inspect(args[0])}`,
    });
    error.generatedMessage = args[1] === undefined;
    throw error;
  }

  function assert(...args) { truthy(args, assert); }

  const noError = {};

  function thrownBy(fn) {
    validateFunction(fn, 'fn');
    try {
      fn();
    } catch (error) {
      return error;
    }
    return noError;
  }

  async function rejectionOf(promiseOrFn) {
    let promise = promiseOrFn;
    if (typeof promiseOrFn === 'function') {
      promise = promiseOrFn();
      if (!webidl.isObject(promise) || typeof promise.then !== 'function') {
        const message = `Expected instance of Promise to be returned from the "promiseFn" function but got ${typeof promise}.`;
        throw nodeError(TypeError, 'ERR_INVALID_RETURN_VALUE', message);
      }
    } else if (!webidl.isObject(promise) || typeof promise.then !== 'function') {
      throw invalidArgType('promiseFn', ['function', 'Promise'], promiseOrFn);
    }
    try {
      await promise;
    } catch (error) {
      return error;
    }
    return noError;
  }

  const isErrorClass = (value) => value.prototype !== undefined && (value === Error || ObjectPrototypeIsPrototypeOf(Error, value));

  // Throws unless the error is what was expected.
  function matchError(actual, expected, message, operator, stackStartFn) {
    if (expected === undefined) return;
    const details = { __proto__: null, actual, expected, operator, stackStartFn };
    if (typeof expected !== 'function') {
      if (isRegExp(expected)) {
        if (RegExpPrototypeExec(expected, `${actual}`) !== null) return;
        failWith(message ?? `The input did not match the regular expression ${inspect(expected)}. Input:\n\n${inspect(`${actual}`)}\n`, details);
      }
      const keys = ObjectKeys(expected);
      if (expected instanceof Error) keys[keys.length] = 'name', keys[keys.length] = 'message';
      else if (keys.length === 0) throw invalidArgValue('error', expected, 'may not be an empty object');
      for (let i = 0; i < keys.length; i++) {
        const value = actual?.[keys[i]];
        if (typeof value === 'string' && isRegExp(expected[keys[i]]) && RegExpPrototypeExec(expected[keys[i]], value) !== null) continue;
        if (!webidl.isObject(actual) || !(keys[i] in actual) || !deepEqual(value, expected[keys[i]], true)) {
          failWith(message ?? `${headings.deepStrictEqual}\n+ actual - expected\n${difference(pick(actual, keys), pick(expected, keys))}`, details);
        }
      }
      return;
    }
    if (expected.prototype !== undefined && actual instanceof expected) return;
    if (isErrorClass(expected)) {
      const name = webidl.isObject(actual) ? actual.constructor?.name : inspect(actual);
      failWith(message ?? `The error is expected to be an instance of "${expected.name}". Received "${name}"\n\nError message:\n\n${actual?.message}`, details);
    }
    if (ReflectApply(expected, {}, [actual]) === true) return;
    failWith(message ?? `The ${expected.name ? `"${expected.name}" ` : ''}validation function is expected to return "true". Received ${inspect(false)}\n\n`
      + `Caught error:\n\n${actual}`, details);
  }

  function pick(object, keys) {
    const result = {};
    for (let i = 0; i < keys.length; i++) if (webidl.isObject(object) && keys[i] in object) result[keys[i]] = object[keys[i]];
    return result;
  }

  function expectError(actual, expected, message, operator, stackStartFn) {
    if (typeof expected === 'string') {
      message = expected;
      expected = undefined;
    }
    if (actual !== noError) {
      matchError(actual, expected, message, operator, stackStartFn);
      return;
    }
    const kind = operator === 'rejects' ? 'rejection' : 'exception';
    const name = expected?.name ? ` (${expected.name})` : '';
    failWith(`Missing expected ${kind}${name}${message ? `: ${message}` : '.'}`, { __proto__: null, actual: undefined, expected, operator, stackStartFn });
  }

  function expectNoError(actual, expected, message, operator, stackStartFn) {
    if (actual === noError) return;
    if (typeof expected === 'string') {
      message = expected;
      expected = undefined;
    }
    if (typeof expected === 'function' && !(actual instanceof expected)) throw actual;
    const kind = operator === 'doesNotReject' ? 'rejection' : 'exception';
    const text = `Got unwanted ${kind}${message ? `: ${message}` : '.'}\nActual message: "${actual?.message}"`;
    failWith(text, { __proto__: null, actual, expected, operator, stackStartFn });
  }

  function matches(text, regexp, message, expected, operator, stackStartFn) {
    if (!isRegExp(regexp)) throw invalidArgType('regexp', 'RegExp', regexp);
    if (typeof text === 'string' && (RegExpPrototypeExec(regexp, text) !== null) === expected) return;
    const generated = typeof text !== 'string'
      ? `The "string" argument must be of type string. Received type ${typeof text} (${inspect(text)})`
      : `The input ${expected ? 'did not match' : 'was expected to not match'} the regular expression ${inspect(regexp)}. Input:\n\n${inspect(text)}\n`;
    failWith(message ?? generated, { __proto__: null, actual: text, expected: regexp, operator, stackStartFn });
  }

  const sameValue = ObjectIs;
  const loose = (one, other) => one == other || (one !== one && other !== other);

  const methods = {
    ok(...args) { truthy(args, methods.ok); },
    fail(message) {
      if (message instanceof Error) throw message;
      const error = new AssertionError({ __proto__: null, message: message ?? 'Failed', operator: 'fail', stackStartFn: methods.fail });
      error.generatedMessage = message === undefined;
      throw error;
    },
    equal(actual, expected, message) { check(loose(actual, expected), message, '==', actual, expected, methods.equal); },
    notEqual(actual, expected, message) { check(!loose(actual, expected), message, '!=', actual, expected, methods.notEqual); },
    strictEqual(actual, expected, message) { check(sameValue(actual, expected), message, 'strictEqual', actual, expected, methods.strictEqual); },
    notStrictEqual(actual, expected, message) { check(!sameValue(actual, expected), message, 'notStrictEqual', actual, expected, methods.notStrictEqual); },
    deepEqual(actual, expected, message) { check(deepEqual(actual, expected, false), message, 'deepEqual', actual, expected, methods.deepEqual); },
    notDeepEqual(actual, expected, message) { check(!deepEqual(actual, expected, false), message, 'notDeepEqual', actual, expected, methods.notDeepEqual); },
    deepStrictEqual(actual, expected, message) {
      check(deepEqual(actual, expected, true), message, 'deepStrictEqual', actual, expected, methods.deepStrictEqual);
    },
    notDeepStrictEqual(actual, expected, message) {
      check(!deepEqual(actual, expected, true), message, 'notDeepStrictEqual', actual, expected, methods.notDeepStrictEqual);
    },
    throws(fn, expected, message) { expectError(thrownBy(fn), expected, message, 'throws', methods.throws); },
    doesNotThrow(fn, expected, message) { expectNoError(thrownBy(fn), expected, message, 'doesNotThrow', methods.doesNotThrow); },
    async rejects(promiseOrFn, expected, message) { expectError(await rejectionOf(promiseOrFn), expected, message, 'rejects', methods.rejects); },
    async doesNotReject(promiseOrFn, expected, message) {
      expectNoError(await rejectionOf(promiseOrFn), expected, message, 'doesNotReject', methods.doesNotReject);
    },
    match(text, regexp, message) { matches(text, regexp, message, true, 'match', methods.match); },
    doesNotMatch(text, regexp, message) { matches(text, regexp, message, false, 'doesNotMatch', methods.doesNotMatch); },
    ifError(error) {
      if (error === null || error === undefined) return;
      const text = webidl.isObject(error) && typeof error.message === 'string' ? error.message || error.constructor?.name : inspect(error);
      throw new AssertionError({
        __proto__: null, message: `ifError got unwanted exception: ${text}`, actual: error, expected: null, operator: 'ifError', stackStartFn: methods.ifError,
      });
    },
    AssertionError,
  };
  const fill = (target) => {
    const names = ReflectOwnKeys(methods);
    for (let i = 0; i < names.length; i++) target[names[i]] = methods[names[i]];
    return target;
  };
  fill(assert);
  const strict = fill((...args) => truthy(args, strict));
  strict.equal = methods.strictEqual;
  strict.notEqual = methods.notStrictEqual;
  strict.deepEqual = methods.deepStrictEqual;
  strict.notDeepEqual = methods.notDeepStrictEqual;
  assert.strict = strict.strict = strict;
  return assert;
});

node.define('assert/strict', () => node.load('assert').strict);
