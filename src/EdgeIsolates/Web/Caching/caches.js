'use strict';
// The Cache API in the shape of Workers: https://developers.cloudflare.com/workers/runtime-apis/cache/
// What may be asked is looked at here; what HTTP says about keeping, freshness and parts is the host's (Bindings/Caching).
const { PromiseReject, PromiseResolve, StringPrototypeIndexOf, Symbol, TypeError } = internals.primordials;
const { bindings, http, webidl } = internals;
const { converters, requiredArguments } = webidl;

const token = Symbol('Cache');
const target = bindings.caches;

const queryOptions = webidl.dictionary('CacheQueryOptions', [{ key: 'ignoreMethod', converter: converters.boolean, defaultValue: () => false }]);

// The record of a request; its body is left alone.
function innerRequestOf(input) {
  const inner = http.innerRequestOf(http.isRequest(input) ? input : new http.Request(input));
  const { scheme } = inner.record;
  if (scheme !== 'http' && scheme !== 'https') throw new TypeError('Invalid URL. Cache API keys must be fully-qualified, valid URLs.');
  return inner;
}

const call = (name, method, inner, response) => target.call(method, response === undefined
  ? [name, inner.href, inner.headers.toText()]
  : [name, inner.href, inner.headers.toText(), response]);

function checkStorable(request, response) {
  const { type, status, headerList } = http.innerResponseOf(response);
  if (type === 'error') throw new TypeError('Cache is unable to store an error response');
  if (request.method !== 'GET') throw new TypeError('Cannot cache response to non-GET request.');
  if (status === 206) throw new TypeError('Cannot cache response to a range request (206 Partial Content).');
  const vary = headerList.get('vary');
  if (vary !== null && StringPrototypeIndexOf(vary, '*') >= 0) throw new TypeError("Cannot cache response with 'Vary: *' header.");
}

class Cache {
  #name;

  constructor(given, name) {
    if (given !== token) webidl.illegalConstructor();
    this.#name = name;
  }

  match(request, options = undefined) {
    try {
      const prefix = "Failed to execute 'match' on 'Cache'", name = this.#name;
      requiredArguments(arguments.length, 1, prefix);
      const inner = innerRequestOf(request), { ignoreMethod } = queryOptions(options, prefix, 'Argument 2');
      if (inner.method !== 'GET' && !ignoreMethod) return PromiseResolve(undefined);
      return call(name, 'match', inner);
    } catch (error) {
      return PromiseReject(error);
    }
  }

  put(request, response) {
    try {
      const prefix = "Failed to execute 'put' on 'Cache'", name = this.#name;
      requiredArguments(arguments.length, 2, prefix);
      const inner = innerRequestOf(request);
      if (!http.isResponse(response)) throw webidl.failure(prefix, 'Argument 2', "is not of type 'Response'");
      checkStorable(inner, response);
      return call(name, 'put', inner, response);
    } catch (error) {
      return PromiseReject(error);
    }
  }

  delete(request, options = undefined) {
    try {
      const prefix = "Failed to execute 'delete' on 'Cache'", name = this.#name;
      requiredArguments(arguments.length, 1, prefix);
      const inner = innerRequestOf(request), { ignoreMethod } = queryOptions(options, prefix, 'Argument 2');
      if (inner.method !== 'GET' && !ignoreMethod) return PromiseResolve(false);
      return call(name, 'delete', inner);
    } catch (error) {
      return PromiseReject(error);
    }
  }
}

class CacheStorage {
  #default = new Cache(token, '');

  constructor(given) {
    if (given !== token) webidl.illegalConstructor();
  }

  get default() { return this.#default; }

  open(cacheName) {
    try {
      const prefix = "Failed to execute 'open' on 'CacheStorage'", self = this.#default;
      requiredArguments(arguments.length, 1, prefix);
      // A name that is empty is not the default cache.
      return PromiseResolve(self && new Cache(token, `/${converters.USVString(cacheName, prefix, 'Argument 1')}`));
    } catch (error) {
      return PromiseReject(error);
    }
  }
}

webidl.configureInterface(Cache);
webidl.configureInterface(CacheStorage);
internals.expose('Cache', Cache);
internals.expose('CacheStorage', CacheStorage);
const storage = new CacheStorage(token);
internals.exposeAttribute('caches', () => storage);
