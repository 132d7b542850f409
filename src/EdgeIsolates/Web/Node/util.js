'use strict';
// https://nodejs.org/api/util.html
const {
  ArrayBufferIsView, ArrayIsArray, ArrayPrototypePop, Error, FunctionPrototypeToString, JSONStringify, NumberParseFloat, NumberParseInt, ObjectDefineProperties,
  ObjectDefineProperty, ObjectGetOwnPropertyDescriptors, ObjectGetPrototypeOf, ObjectPrototypeToString, ObjectSetPrototypeOf, Promise, ReflectApply,
  ReflectConstruct, RegExpPrototypeExec, String, StringPrototypeIncludes, StringPrototypeSlice, StringPrototypeStartsWith, StringPrototypeToUpperCase,
  SymbolFor, SymbolToStringTag, TypedArrayPrototypeGetSymbolToStringTag, globalThis: global,
} = internals.primordials;
const { node, inspect: show, format: formatArgs, webidl, native, DOMException, inspectParts: { classify } } = internals;

node.define('util/types', () => {
  const kindOf = (value) => (webidl.isObject(value) && !native.isProxy(value) ? classify(value) : undefined);
  const named = (name) => (value) => kindOf(value)?.name === name;
  const array = (name) => (value) => TypedArrayPrototypeGetSymbolToStringTag(value) === name;
  const source = (value) => (typeof value === 'function' && !native.isProxy(value) ? FunctionPrototypeToString(value) : '');
  const tagOf = (value) => (webidl.isObject(value) && !native.isProxy(value) ? value[SymbolToStringTag] : undefined);
  const isBoxed = (name) => (value) => kindOf(value)?.kind === 'box' && kindOf(value).name === name;
  return {
    isExternal: () => false,
    isDate: named('Date'), isRegExp: named('RegExp'), isMap: named('Map'), isSet: named('Set'), isWeakMap: named('WeakMap'), isWeakSet: named('WeakSet'),
    isPromise: named('Promise'), isDataView: named('DataView'),
    isArgumentsObject: (value) => tagOf(value) === undefined && webidl.isObject(value) && ObjectPrototypeToString(value) === '[object Arguments]',
    isBigIntObject: isBoxed('BigInt'), isBooleanObject: isBoxed('Boolean'), isNumberObject: isBoxed('Number'), isStringObject: isBoxed('String'),
    isSymbolObject: isBoxed('Symbol'),
    isBoxedPrimitive: (value) => kindOf(value)?.kind === 'box',
    isNativeError: (value) => webidl.isObject(value) && !native.isProxy(value) && value instanceof Error && !(value instanceof DOMException),
    isGeneratorFunction: (value) => RegExpPrototypeExec(/^(?:async\s+)?(?:function\s*)?\*/, source(value)) !== null,
    isAsyncFunction: (value) => StringPrototypeStartsWith(source(value), 'async'),
    isGeneratorObject: (value) => tagOf(value) === 'Generator' || tagOf(value) === 'AsyncGenerator',
    isMapIterator: (value) => tagOf(value) === 'Map Iterator', isSetIterator: (value) => tagOf(value) === 'Set Iterator',
    isModuleNamespaceObject: (value) => tagOf(value) === 'Module',
    isAnyArrayBuffer: (value) => webidl.isArrayBuffer(value) || webidl.isSharedArrayBuffer(value),
    isArrayBuffer: (value) => webidl.isObject(value) && webidl.isArrayBuffer(value),
    isSharedArrayBuffer: (value) => webidl.isObject(value) && webidl.isSharedArrayBuffer(value),
    isProxy: (value) => native.isProxy(value),
    isArrayBufferView: ArrayBufferIsView,
    isTypedArray: (value) => TypedArrayPrototypeGetSymbolToStringTag(value) !== undefined,
    isUint8Array: array('Uint8Array'), isUint8ClampedArray: array('Uint8ClampedArray'), isUint16Array: array('Uint16Array'),
    isUint32Array: array('Uint32Array'),
    isInt8Array: array('Int8Array'), isInt16Array: array('Int16Array'), isInt32Array: array('Int32Array'), isFloat32Array: array('Float32Array'),
    isFloat64Array: array('Float64Array'), isBigInt64Array: array('BigInt64Array'), isBigUint64Array: array('BigUint64Array'),
    isCryptoKey: (value) => global.CryptoKey !== undefined && value instanceof global.CryptoKey, isKeyObject: () => false,
  };
});

node.define('util', () => {
  const { nodeError, invalidArgType, validateFunction, validateString } = node.load('#errors');
  const custom = SymbolFor('nodejs.util.promisify.custom'), inspectCustom = SymbolFor('nodejs.util.inspect.custom');

  function promisify(original) {
    validateFunction(original, 'original');
    if (original[custom]) {
      validateFunction(original[custom], 'util.promisify.custom');
      const value = original[custom];
      return ObjectDefineProperty(value, custom, { __proto__: null, value, enumerable: false, writable: false, configurable: true });
    }
    function promisified(...args) {
      return new Promise((resolve, reject) => {
        args[args.length] = (error, value) => { if (error) reject(error); else resolve(value); };
        ReflectApply(original, this, args);
      });
    }
    ObjectSetPrototypeOf(promisified, ObjectGetPrototypeOf(original));
    ObjectDefineProperty(promisified, custom, { __proto__: null, value: promisified, enumerable: false, writable: false, configurable: true });
    return ObjectDefineProperties(promisified, ObjectGetOwnPropertyDescriptors(original));
  }
  promisify.custom = custom;

  function callbackify(original) {
    validateFunction(original, 'original');
    function callbackified(...args) {
      const callback = ArrayPrototypePop(args);
      validateFunction(callback, 'last argument');
      const { nextTick } = node.load('process');
      ReflectApply(original, this, args).then(
        (value) => nextTick(callback, null, value),
        (reason) => {
          let error = reason;
          if (!error) {
            error = nodeError(Error, 'ERR_FALSY_VALUE_REJECTION', 'Promise was rejected with falsy value');
            error.reason = reason;
          }
          nextTick(callback, error);
        },
      );
    }
    const descriptors = ObjectGetOwnPropertyDescriptors(original);
    if (typeof descriptors.length.value === 'number') descriptors.length.value++;
    if (typeof descriptors.name.value === 'string') descriptors.name.value += 'Callbackified';
    return ObjectDefineProperties(callbackified, descriptors);
  }

  function inherits(constructor, superConstructor) {
    if (typeof constructor !== 'function') throw invalidArgType('ctor', 'function', constructor);
    if (typeof superConstructor !== 'function') throw invalidArgType('superCtor', 'function', superConstructor);
    if (superConstructor.prototype === undefined) throw invalidArgType('superCtor.prototype', 'Object', superConstructor.prototype);
    ObjectDefineProperty(constructor, 'super_', { __proto__: null, value: superConstructor, writable: true, configurable: true });
    ObjectSetPrototypeOf(constructor.prototype, superConstructor.prototype);
  }

  function inspect(value, options, depth) {
    const given = webidl.isObject(options) ? options : { showHidden: options, depth };
    if (webidl.isObject(value) && !native.isProxy(value) && given.customInspect !== false && typeof value[inspectCustom] === 'function') {
      const shown = value[inspectCustom](given.depth ?? 2, given, inspect);
      return typeof shown === 'string' ? shown : inspect(shown, given);
    }
    return show(value, { __proto__: null, depth: given.depth === null ? Infinity : given.depth, showHidden: given.showHidden });
  }
  inspect.custom = inspectCustom;
  inspect.defaultOptions = { depth: 2 };

  const directive = /%[sdifjoOc%]/;
  const warned = { __proto__: null };

  function deprecate(fn, message, code) {
    validateFunction(fn, 'fn');
    let told = false;
    function deprecated(...args) {
      if (!told && !(code !== undefined && warned[code])) node.load('process').emitWarning(message, 'DeprecationWarning', code);
      told = true;
      if (code !== undefined) warned[code] = true;
      return new.target ? ReflectConstruct(fn, args, new.target) : ReflectApply(fn, this, args);
    }
    ObjectSetPrototypeOf(deprecated, fn);
    if (fn.prototype) deprecated.prototype = fn.prototype;
    return deprecated;
  }

  // NODE_DEBUG=name,other in the function's variables turns on debuglog('name').
  function debuglog(section) {
    const name = StringPrototypeToUpperCase(section);
    const isOn = () => {
      const sections = `,${StringPrototypeToUpperCase(String(node.load('process').env.NODE_DEBUG ?? ''))},`;
      return StringPrototypeIncludes(sections, `,${name},`);
    };
    const log = (...args) => { if (isOn()) internals.ops.op_console_log(0, `${name}: ${formatArgs(args)}`); };
    return ObjectDefineProperty(log, 'enabled', { __proto__: null, get: isOn, enumerable: true, configurable: true });
  }

  // Control sequences (ESC [ ... letter), operating system commands (ESC ] ... BEL) and lone escapes.
  const ansi = /[\u001b\u009b](?:\][^\u0007\u001b\u009c]*(?:\u0007|\u001b\\|\u009c)|[[()#;?]*(?:[0-9]{1,4}(?:;[0-9]{0,4})*)?[0-9A-PR-TZcf-nqrty=><~])/;

  function stripVTControlCharacters(text) {
    validateString(text, 'str');
    let result = '';
    for (let match = RegExpPrototypeExec(ansi, text); match !== null; match = RegExpPrototypeExec(ansi, text)) {
      result += StringPrototypeSlice(text, 0, match.index);
      text = StringPrototypeSlice(text, match.index + match[0].length);
    }
    return result + text;
  }

  async function aborted(signal, resource) {
    if (!webidl.isObject(signal) || !('aborted' in signal)) throw invalidArgType('signal', 'AbortSignal', signal);
    if (!webidl.isObject(resource)) throw invalidArgType('resource', 'Object', resource);
    if (!signal.aborted) await new Promise((resolve) => { signal.addEventListener('abort', () => resolve(), { once: true }); });
  }

  const types = node.load('util/types');
  const number = (value, convert) => (typeof value === 'bigint' ? `${value}n` : typeof value === 'symbol' ? 'NaN' : show(convert(value)));

  function json(value) {
    try {
      return JSONStringify(value);
    } catch (error) {
      if (StringPrototypeIncludes(`${error?.message}`, 'circular')) return '[Circular]';
      throw error;
    }
  }

  function substitute(kind, value) {
    switch (kind) {
      case 's': return formatArgs(['%s', value]);
      case 'd': return number(value, (item) => (webidl.isObject(item) ? NaN : +item));
      case 'i': return number(value, (item) => (webidl.isObject(item) ? NaN : NumberParseInt(item, 10)));
      case 'f': return typeof value === 'symbol' ? 'NaN' : show(NumberParseFloat(value));
      case 'j': return json(value);
      case 'o': return inspect(value, { showHidden: true, depth: 4 });
      case 'O': return inspect(value);
      default: return ''; // c: styles have no place in a text
    }
  }

  function format(...args) {
    let text = '', next = 0;
    if (typeof args[0] === 'string') {
      let rest = args[next++];
      for (let match = args.length > 1 ? RegExpPrototypeExec(directive, rest) : null; match !== null; match = RegExpPrototypeExec(directive, rest)) {
        text += StringPrototypeSlice(rest, 0, match.index);
        rest = StringPrototypeSlice(rest, match.index + 2);
        if (match[0] === '%%') text += '%';
        else text += next < args.length ? substitute(match[0][1], args[next++]) : match[0];
      }
      text += rest;
    }
    for (; next < args.length; next++) text += `${next > 0 ? ' ' : ''}${typeof args[next] === 'string' ? args[next] : inspect(args[next])}`;
    return text;
  }

  return {
    promisify, callbackify, inherits, inspect, deprecate, debuglog, debug: debuglog, stripVTControlCharacters, aborted, types,
    format,
    formatWithOptions: (options, ...args) => format(...args),
    isDeepStrictEqual: (one, other) => node.load('#deep-equal')(one, other, true),
    toUSVString: (text) => webidl.scalarValues(`${text}`),
    TextEncoder: global.TextEncoder, TextDecoder: global.TextDecoder,
    isArray: ArrayIsArray,
    isBoolean: (value) => typeof value === 'boolean', isNull: (value) => value === null, isNullOrUndefined: (value) => value === null || value === undefined,
    isNumber: (value) => typeof value === 'number', isString: (value) => typeof value === 'string', isSymbol: (value) => typeof value === 'symbol',
    isUndefined: (value) => value === undefined, isObject: (value) => value !== null && typeof value === 'object',
    isFunction: (value) => typeof value === 'function',
    isPrimitive: (value) => value === null || (typeof value !== 'object' && typeof value !== 'function'),
    isRegExp: types.isRegExp, isDate: types.isDate, isError: (value) => types.isNativeError(value) || value instanceof Error,
    isBuffer: (value) => node.load('buffer').Buffer.isBuffer(value),
  };
});
