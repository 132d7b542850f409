'use strict';
// https://developers.cloudflare.com/workers/runtime-apis/: import { WorkerEntrypoint, env } from 'cloudflare:workers'
//
// `env` and `exports` stand for what the running code sees: withEnv() and its like put others in their place for a callback, and for all that it starts.
const {
  Error, NewList, ObjectPrototypeHasOwnProperty, Proxy, ReflectApply, ReflectDefineProperty, ReflectDeleteProperty, ReflectGet, ReflectGetOwnPropertyDescriptor,
  ReflectHas, ReflectOwnKeys, ReflectSet, TypeError,
} = internals.primordials;
const { http, native, node, rpc, webidl } = internals;

// The traps of an object that stands for another one. What it says of a property is configurable: its own target is empty.
const reading = (current) => ({
  __proto__: null,
  get: (_, name) => ReflectGet(current(), name),
  has: (_, name) => ReflectHas(current(), name),
  ownKeys: () => ReflectOwnKeys(current()),
  getOwnPropertyDescriptor(_, name) {
    const descriptor = ReflectGetOwnPropertyDescriptor(current(), name);
    if (descriptor !== undefined) descriptor.configurable = true;
    return descriptor;
  },
});

const writing = (current) => ({
  __proto__: null,
  set: (_, name, value) => ReflectSet(current(), name, value),
  defineProperty: (_, name, descriptor) => ReflectDefineProperty(current(), name, descriptor),
  deleteProperty: (_, name) => ReflectDeleteProperty(current(), name),
});

const refuseChange = () => { throw new TypeError('exports of cloudflare:workers cannot be changed'); };

// Nobody traces.
const createSpan = () => ({ isTraced: false, setAttribute() { return this; }, setAttributes() { return this; }, end() {} });

function runInSpan(name, callback, ...args) {
  const all = NewList([createSpan()]);
  for (let i = 0; i < args.length; i++) all[i + 1] = args[i];
  return ReflectApply(callback, undefined, all);
}

function waitUntil(promise) {
  const requestId = native.currentRequest();
  if (requestId === 0) throw new Error('waitUntil() belongs to a request, and none is under way');
  http.waitUntil(requestId, promise);
}

node.define('cloudflare:workers', () => {
  const { absentClass, refuse } = node.load('#absent');
  const { callWith, storeOf, withStore } = node.load('#async-stores');
  const env = {}, exports = {}; // keys
  const absent = (name, why) => absentClass('cloudflare:workers', name, why);

  const ownExports = new Proxy({}, {
    __proto__: null,
    get(_, name) {
      if (typeof name === 'symbol' || !ObjectPrototypeHasOwnProperty(rpc.exported(), name)) return undefined;
      return refuse(`exports.${name} of cloudflare:workers`, 'a function reaches its own classes and entrypoints by bindings to itself');
    },
  });
  const currentEnv = () => storeOf(env) ?? http.env();
  const currentExports = () => storeOf(exports) ?? ownExports;

  function given(value, method) {
    if (!webidl.isObject(value)) throw new TypeError(`${method}() takes an object to be in place of the present one`);
    return value;
  }

  const run = (stores, callback) => callWith(stores, callback, undefined, []);

  return {
    WorkerEntrypoint: rpc.WorkerEntrypoint,
    DurableObject: rpc.DurableObject,
    RpcTarget: rpc.RpcTarget,
    RpcStub: rpc.RpcStub ?? absent('RpcStub', 'a stub comes of what is passed to another function'),
    RpcPromise: rpc.RpcPromise ?? absent('RpcPromise', 'it comes of a call to another function'),
    RpcProperty: rpc.RpcProperty ?? absent('RpcProperty', 'it comes of a call to another function'),
    ServiceStub: absent('ServiceStub', 'a service binding gives it'),
    WorkflowEntrypoint: absent('WorkflowEntrypoint', 'there are no Workflows; use a queue or the alarms of a Durable Object'),
    env: new Proxy({}, { ...reading(currentEnv), ...writing(currentEnv), __proto__: null }),
    exports: new Proxy({}, { ...reading(currentExports), set: refuseChange, defineProperty: refuseChange, deleteProperty: refuseChange, __proto__: null }),
    withEnv: (newEnv, callback) => run(withStore(native.asyncStores(), env, given(newEnv, 'withEnv')), callback),
    withExports: (newExports, callback) => run(withStore(native.asyncStores(), exports, given(newExports, 'withExports')), callback),
    withEnvAndExports: (newEnv, newExports, callback) =>
      run(withStore(withStore(native.asyncStores(), env, given(newEnv, 'withEnvAndExports')), exports, given(newExports, 'withEnvAndExports')), callback),
    waitUntil,
    cache: { purge: () => refuse('cache.purge() of cloudflare:workers', 'use caches.default.delete()') },
    tracing: { enterSpan: runInSpan, startActiveSpan: runInSpan },
    abortIsolate: () => refuse('abortIsolate() of cloudflare:workers', 'the host ends isolates'),
  };
});
