'use strict';
// The globals of Node.js that bundles take for granted, each made when first touched.
const { ObjectDefineProperty, ReflectGetOwnPropertyDescriptor, globalThis: global } = internals.primordials;
const { node } = internals;

// The getter gives way to the value; writing before reading does too.
function exposeLazily(name, make) {
  const settle = (value) => {
    ObjectDefineProperty(global, name, { __proto__: null, value, writable: true, enumerable: false, configurable: true });
    return value;
  };
  const { get, set } = ReflectGetOwnPropertyDescriptor({
    get [name]() { return settle(make()); },
    set [name](value) { settle(value); },
  }, name);
  ObjectDefineProperty(global, name, { __proto__: null, get, set, enumerable: false, configurable: true });
}

node.webTimers = { __proto__: null, setTimeout: global.setTimeout, setInterval: global.setInterval, clearTimeout: global.clearTimeout };

exposeLazily('Buffer', () => node.load('buffer').Buffer);
exposeLazily('process', () => node.load('process'));
exposeLazily('setImmediate', () => node.load('timers').setImmediate);
exposeLazily('clearImmediate', () => node.load('timers').clearImmediate);
internals.expose('global', global);

// https://developers.cloudflare.com/workers/runtime-apis/scheduler/
exposeLazily('scheduler', () => ({ wait: node.load('timers/promises').scheduler.wait }));
