'use strict';
// The handler shapes. Each gives a name and a function (request, env, ctx, requestId) => what the handler returned:
//
//   module    export default { fetch(request, env, ctx) {} }
//   function  export default function (request, env, ctx) {}, or an exported fetch or handler
//   methods   export function GET(request, env, ctx) {}, POST, …
//   listener  addEventListener('fetch', (event) => event.respondWith(…))
//   global    function fetch(request) {} or function handler(request) {} in a plain script
//   entrypoint  export default class extends WorkerEntrypoint { fetch(request) {} }
//   events    no handler of requests: other events only, or classes that others call
const { ObjectDefineProperty, ObjectKeys, ReflectApply, TypeError, globalThis: global } = internals.primordials;
const { events, http, rpc, webidl } = internals;

const methodNames = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

class Shape {
  name;
  handle;

  constructor(name, handle) {
    this.name = name;
    this.handle = handle;
  }
}

// The member is looked up at each request: what a framework replaces later counts.
const member = (object) => (request, env, ctx) => object.fetch(request, env, ctx);

// An object for each request, which has its ctx and env.
const instance = (make) => (request, env, ctx) => {
  const handler = make(ctx, env);
  if (typeof handler.fetch !== 'function') throw new TypeError('The entrypoint has no method fetch(request)');
  return handler.fetch(request, env, ctx);
};

http.entrypointHandle = (name) => instance(rpc.handlerOf(name));

function ofDefault(exported) {
  if (rpc.isClassOf(rpc.WorkerEntrypoint, exported)) return new Shape('entrypoint', instance(rpc.handlerOf('default')));
  if (webidl.isObject(exported) && typeof exported.fetch === 'function') return new Shape('module', member(exported));
  return typeof exported === 'function' ? new Shape('function', (request, env, ctx) => exported(request, env, ctx)) : null;
}

function ofMethods(namespace) {
  const handlers = { __proto__: null };
  let allow = '';
  for (let i = 0; i < methodNames.length; i++) {
    const name = methodNames[i], handler = namespace[name];
    if (typeof handler !== 'function') continue;
    handlers[name] = handler;
    allow += `${allow === '' ? '' : ', '}${name}`;
  }
  if (allow === '') return null;
  if (handlers.HEAD === undefined && handlers.GET !== undefined) {
    handlers.HEAD = handlers.GET; // the host sends no body for it
    allow += ', HEAD';
  }
  return new Shape('methods', (request, env, ctx) => {
    const { method } = http.innerRequestOf(request);
    const handler = handlers[method];
    if (handler !== undefined) return handler(request, env, ctx);
    return http.emptyResponse(method === 'OPTIONS' ? 204 : 405, ['allow', allow]);
  });
}

function ofNamespace(namespace) {
  if (!webidl.isObject(namespace)) return null;
  const shape = ofDefault(namespace.default) ?? ofMethods(namespace);
  if (shape !== null) return shape;
  const named = typeof namespace.fetch === 'function' ? namespace.fetch : namespace.handler;
  return typeof named === 'function' ? new Shape('function', (request, env, ctx) => named(request, env, ctx)) : null;
}

function handleByListener(request, env, ctx, requestId) {
  const event = events.createFetchEvent(request, requestId);
  let thrown = null;
  events.dispatch(event, global, (error) => { thrown ??= { __proto__: null, error }; });
  if (events.isAnswered(event)) return events.answerOf(event);
  if (thrown !== null) throw thrown.error;
  throw new TypeError("No listener of 'fetch' called event.respondWith()");
}

// In a plain script, `request.headers['content-type']` works as request.headers.get('content-type') does.
function withPlainHeaders(request) {
  const get = () => {
    const headers = http.headersOf(http.innerRequestOf(request).headers, 'immutable'), { sorted } = http.listOf(headers);
    for (let i = 0; i < sorted.length; i += 2) {
      if (sorted[i] in headers) continue;
      ObjectDefineProperty(headers, sorted[i], { __proto__: null, value: sorted[i + 1], enumerable: true, configurable: true, writable: true });
    }
    ObjectDefineProperty(request, 'headers', { __proto__: null, value: headers, enumerable: false, configurable: true, writable: true });
    return headers;
  };
  ObjectDefineProperty(request, 'headers', { __proto__: null, get, enumerable: false, configurable: true });
  return request;
}

function ofGlobal() {
  const names = ['fetch', 'handler'];
  for (let i = 0; i < names.length; i++) {
    const handler = internals.descriptorOf(global, names[i])?.value;
    if (typeof handler !== 'function' || handler === internals.fetch) continue;
    return new Shape('global', (request, env, ctx) => ReflectApply(handler, global, [withPlainHeaders(request), env, ctx]));
  }
  return null;
}

// Whether something other than a request can reach it.
function hasOtherHandlers(namespace) {
  if (!webidl.isObject(namespace)) return false;
  const names = ObjectKeys(namespace);
  for (let i = 0; i < names.length; i++) {
    const value = namespace[names[i]];
    if (rpc.isClassOf(rpc.WorkerEntrypoint, value) || http.isEventClass(value)) return true;
    if (names[i] === 'default' && webidl.isObject(value) && (typeof value.scheduled === 'function' || typeof value.queue === 'function')) return true;
  }
  return false;
}

// Further classes that a function may consist of.
http.isEventClass = () => false;

const refuseRequest = () => { throw new TypeError('The function has no handler of requests: export default { fetch(request, env, ctx) {…} }'); };

// Tells what is wrong when there is none.
http.findShape = (namespace, tell) => {
  const shape = ofNamespace(namespace)
    ?? (events.hasListeners(global, 'fetch') ? new Shape('listener', handleByListener) : null)
    ?? ofGlobal()
    ?? (hasOtherHandlers(namespace) ? new Shape('events', refuseRequest) : null);
  if (shape === null) tell("No handler was found: export default { fetch(request, env, ctx) {…} }, export a default function or functions "
    + "named GET, POST…, call addEventListener('fetch', …), or define a global function fetch or handler");
  return shape;
};
