'use strict';
// What turns a JavaScript class into a Web IDL interface: https://webidl.spec.whatwg.org/#js-interfaces
// Classes make their members non-enumerable; interfaces have them enumerable, with a class string and constants.
const {
  ObjectDefineProperty, ObjectDefineProperties, ReflectGetOwnPropertyDescriptor, ReflectOwnKeys, SymbolIterator,
  SymbolToStringTag, ReflectApply, ObjectSetPrototypeOf, SafeSet, TypeError, globalThis: global,
} = internals.primordials;
const { webidl } = internals;

function enumerate(target) {
  const keys = ReflectOwnKeys(target);
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i];
    if (typeof key === 'symbol' || key === 'constructor') continue;
    const descriptor = ReflectGetOwnPropertyDescriptor(target, key);
    if (!descriptor.configurable) continue;
    ObjectDefineProperty(target, key, { __proto__: null, enumerable: true });
  }
}

function classString(prototype, name) {
  ObjectDefineProperty(prototype, SymbolToStringTag, { __proto__: null, value: name, writable: false, enumerable: false, configurable: true });
}

// By these a platform object is told from the script's own.
webidl.interfacePrototypes = new SafeSet();

// Publishes nothing; see internals.expose.
webidl.configureInterface = (Interface, name = Interface.name) => {
  webidl.interfacePrototypes.add(Interface.prototype);
  enumerate(Interface.prototype);
  classString(Interface.prototype, name);
  const statics = ReflectOwnKeys(Interface);
  for (let i = 0; i < statics.length; i++) {
    const key = statics[i];
    if (typeof key === 'symbol' || key === 'prototype' || key === 'name' || key === 'length') continue;
    ObjectDefineProperty(Interface, key, { __proto__: null, enumerable: true });
  }
};

// https://webidl.spec.whatwg.org/#js-constants
webidl.defineConstants = (Interface, constants) => {
  const keys = ReflectOwnKeys(constants);
  for (let i = 0; i < keys.length; i++) {
    const descriptor = { __proto__: null, value: constants[keys[i]], writable: false, enumerable: true, configurable: false };
    ObjectDefineProperty(Interface, keys[i], descriptor);
    ObjectDefineProperty(Interface.prototype, keys[i], descriptor);
  }
};

// https://webidl.spec.whatwg.org/#js-iterable, value pairs of `pairsOf(object)`: a flat list [key, value, …] that is
// asked again at each step, because iteration is live.
webidl.definePairIterable = (Interface, name, pairsOf) => {
  class PairIterator {
    #target;
    #kind;
    #index = 0;

    constructor(target, kind) {
      this.#target = target;
      this.#kind = kind;
    }

    next() {
      const pairs = pairsOf(this.#target), index = this.#index;
      if (index >= pairs.length) return { value: undefined, done: true };
      this.#index = index + 2;
      if (this.#kind === 'key') return { value: pairs[index], done: false };
      if (this.#kind === 'value') return { value: pairs[index + 1], done: false };
      return { value: [pairs[index], pairs[index + 1]], done: false };
    }
  }
  const iteratorPrototype = PairIterator.prototype;
  delete iteratorPrototype.constructor;
  ObjectSetPrototypeOf(iteratorPrototype, webidl.IteratorPrototype);
  ObjectDefineProperty(iteratorPrototype, 'next', { __proto__: null, enumerable: true });
  classString(iteratorPrototype, `${name} Iterator`);

  const methods = {
    entries() { pairsOf(this); return new PairIterator(this, 'entry'); },
    keys() { pairsOf(this); return new PairIterator(this, 'key'); },
    values() { pairsOf(this); return new PairIterator(this, 'value'); },
    forEach(callback, thisArgument = undefined) {
      let pairs = pairsOf(this);
      const prefix = `Failed to execute 'forEach' on '${name}'`;
      webidl.requiredArguments(arguments.length, 1, prefix);
      webidl.converters.Function(callback, prefix, 'Argument 1');
      for (let i = 0; i < pairs.length; i += 2) {
        ReflectApply(callback, thisArgument, [pairs[i + 1], pairs[i], this]);
        pairs = pairsOf(this);
      }
    },
  };
  const method = (value) => ({ __proto__: null, value, writable: true, enumerable: true, configurable: true });
  ObjectDefineProperties(Interface.prototype, {
    __proto__: null,
    entries: method(methods.entries),
    keys: method(methods.keys),
    values: method(methods.values),
    forEach: method(methods.forEach),
    [SymbolIterator]: { __proto__: null, value: methods.entries, writable: true, enumerable: false, configurable: true },
  });
};

// An own property's descriptor without a prototype: what it lacks (a getter, a value) must not be found on a patched
// Object.prototype.
internals.descriptorOf = (object, key) => {
  const descriptor = ReflectGetOwnPropertyDescriptor(object, key);
  return descriptor === undefined ? undefined : ObjectSetPrototypeOf(descriptor, null);
};

// https://webidl.spec.whatwg.org/#define-the-global-property-references
internals.expose = (name, value) => {
  ObjectDefineProperty(global, name, { __proto__: null, value, writable: true, enumerable: false, configurable: true });
};

// A global operation or attribute value: enumerable, as operations of an interface are.
internals.exposeOperation = (name, value) => {
  ObjectDefineProperty(global, name, { __proto__: null, value, writable: true, enumerable: true, configurable: true });
};

// A [Replaceable] read-only attribute of the global object, made when first read.
internals.exposeAttribute = (name, read) => {
  const check = (receiver) => { if (receiver !== undefined && receiver !== null && receiver !== global) throw new TypeError('Illegal invocation'); };
  const accessors = {
    get [name]() {
      check(this);
      return read();
    },
    set [name](value) {
      check(this);
      ObjectDefineProperty(global, name, { __proto__: null, value, writable: true, enumerable: true, configurable: true });
    },
  };
  const { get, set } = ReflectGetOwnPropertyDescriptor(accessors, name);
  ObjectDefineProperty(global, name, { __proto__: null, get, set, enumerable: true, configurable: true });
};
