'use strict';
// https://webassembly.github.io/spec/web-api/#streaming-modules
// V8 makes the namespace with each context, after it has read the snapshot: see native/wasm.cc. The bytes are collected, then
// compiled: in here modules come from deployments, and time to first byte matters little.
const { ObjectDefineProperty, Promise, PromisePrototypeThen, ReflectApply, StringPrototypeToLowerCase, TypeError } = internals.primordials;
const { http, webidl } = internals;
const { ownWasm } = internals;

const wasmType = 'application/wasm';

// https://webassembly.github.io/spec/web-api/#compile-a-potential-webassembly-response
function bytesOf(response, prefix) {
  if (!http.isResponse(response)) throw new TypeError(`${prefix}: Argument 1 is not a Response or a promise of one`);
  const inner = http.innerResponseOf(response);
  const type = inner.headerList.get('content-type');
  if (type === null || StringPrototypeToLowerCase(http.normalize(type)) !== wasmType) {
    throw new TypeError(`${prefix}: The Content-Type must be '${wasmType}', not '${type ?? ''}'`);
  }
  if (inner.status < 200 || inner.status > 299) throw new TypeError(`${prefix}: The response has the status ${inner.status}, not one of success`);
  return new Promise((resolve, reject) => http.gatherBody(inner.body, prefix, (bytes) => resolve({ __proto__: null, bytes }), reject));
}

internals.ownWasm = (namespace) => {
  ReflectApply(ownWasm, undefined, [namespace]);
  const { compile, instantiate } = namespace;
  const methods = {
    compileStreaming(source) {
      const prefix = "WebAssembly.compileStreaming()";
      return PromisePrototypeThen(PromisePrototypeThen(promiseOf(source, arguments.length, prefix), (response) => bytesOf(response, prefix)),
        ({ bytes }) => ReflectApply(compile, undefined, [bytes]));
    },
    instantiateStreaming(source, importObject = undefined) {
      const prefix = "WebAssembly.instantiateStreaming()";
      return PromisePrototypeThen(PromisePrototypeThen(promiseOf(source, arguments.length, prefix), (response) => bytesOf(response, prefix)),
        ({ bytes }) => ReflectApply(instantiate, undefined, [bytes, importObject]));
    },
  };
  define(namespace, 'compileStreaming', methods.compileStreaming);
  define(namespace, 'instantiateStreaming', methods.instantiateStreaming);
};

async function promiseOf(source, given, prefix) {
  webidl.requiredArguments(given, 1, prefix);
  return source;
}

function define(namespace, name, value) {
  ObjectDefineProperty(namespace, name, { __proto__: null, value, writable: true, enumerable: true, configurable: true });
}
