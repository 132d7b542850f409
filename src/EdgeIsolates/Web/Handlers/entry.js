'use strict';
// What the host calls. A request crosses the border once in (entry.fetch) and once out (op_http_respond or
// op_http_fail, exactly one of them); a handler that returns its Response at once is answered without a promise.
const { JSONParse, ObjectDefineProperty, ObjectKeys, TypeError, globalThis: global } = internals.primordials;
const { entry, http, ops, webidl, bindings, rpc } = internals;
const { InnerRequest, HeaderList, Body } = http;

let shape = null;
let env = null;

// In the shapes without parameters for it, environment variables are globals, as in Workers' service-worker syntax.
// They never replace what is there.
function exposeEnv() {
  const names = ObjectKeys(env);
  for (let i = 0; i < names.length; i++) {
    if (names[i] in global) continue;
    ObjectDefineProperty(global, names[i], { __proto__: null, value: env[names[i]], writable: true, enumerable: true, configurable: true });
  }
}

function makeEnv(texts, bindingsJson) {
  const made = texts === '' ? {} : JSONParse(texts), list = bindingsJson === '' ? [] : JSONParse(bindingsJson);
  for (let i = 0; i < list.length; i++) {
    ObjectDefineProperty(made, list[i].name, { __proto__: null, value: bindings.make(i, list[i]), writable: true, enumerable: true, configurable: true });
  }
  return made;
}

// For modules that import it while they are evaluated.
let early = null;
http.env = () => env ?? (early ??= makeEnv(ops.op_env_texts(), ops.op_env_bindings()));

// Before there is a tenant.
http.forgetEnv = () => { env = early = null; };

// After evaluation: finds the handler, keeps it, and gives the name of its shape. Throws all that is missing, a line each.
entry.adopt = (namespace, envJson, bindingsJson, classes, wanted) => {
  env = early ?? makeEnv(envJson ?? '', bindingsJson ?? '');
  rpc.adopt(namespace);
  let faults = '';
  const tell = (fault) => { faults += faults === '' ? fault : `\n${fault}`; };
  if (classes !== undefined && classes !== '') rpc.checkClasses(JSONParse(classes), tell);
  if (wanted !== undefined && wanted !== '') rpc.checkExports(JSONParse(wanted), tell);
  shape = http.findShape(namespace, tell);
  if (faults !== '') throw new TypeError(faults);
  if (shape.name === 'listener' || shape.name === 'global') exposeEnv();
  return shape.name;
};

// Waits for the handler's promise. `await` follows a native promise without looking at its patchable `then`.
async function settle(requestId, promise) {
  let result;
  try {
    result = await promise;
  } catch (error) {
    ops.op_http_fail(requestId, error);
    return;
  }
  http.answer(requestId, result);
}

const isThenable = (value) => webidl.isObject(value) && typeof value.then === 'function';

// Of a body that the host has; it has checked the header.
function lengthOf(headers) {
  const text = headers.get('content-length');
  return text === null ? -1 : +text;
}

entry.fetch = (requestId, method, url, headersText, body, target) => {
  const inner = new InnerRequest(null, url);
  inner.method = method;
  inner.headers = new HeaderList(null, headersText);
  inner.redirect = 'manual'; // a proxy hands redirects on
  inner.requestId = inner.cfId = requestId;
  if (typeof body === 'number') inner.body = Body.ofHost(body, lengthOf(inner.headers));
  else if (body !== null && body !== undefined) inner.body = new Body(body);
  let result, pending;
  try {
    const handle = target === undefined || target === '' ? shape.handle : http.entrypointHandle(target);
    result = handle(http.createRequest(inner, 'immutable'), env, http.createContext(requestId), requestId);
    pending = !http.isResponse(result) && isThenable(result);
  } catch (error) {
    ops.op_http_fail(requestId, error);
    return;
  }
  if (pending) settle(requestId, result);
  else http.answer(requestId, result);
};
