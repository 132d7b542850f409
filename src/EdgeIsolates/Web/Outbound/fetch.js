'use strict';
// https://fetch.spec.whatwg.org/#fetch-method
const { ObjectDefineProperty, Promise, PromiseReject, PromiseResolve, TypeError } = internals.primordials;
const { webidl, abort, http, native } = internals;
const { HttpCall } = http;

const network = -1;
let lastNumber = 0;

// Runs a request; without a signal this is all there is to it. An error of the host comes without a place in the script:
// `failure` was made where the script called.
async function run(call, failure) {
  try {
    return http.createResponse(await http.httpFetch(call), 'immutable');
  } catch (error) {
    if (call.keepsErrors || !(error instanceof TypeError)) throw error;
    ObjectDefineProperty(failure, 'message', { __proto__: null, value: error.message, writable: true, enumerable: false, configurable: true });
    throw failure;
  }
}

// https://fetch.spec.whatwg.org/#abort-fetch
function abortable(call, failure, signal, source) {
  return new Promise((resolve, reject) => {
    let host = null; // has the answer's body
    const onAbort = (reason) => {
      if (host !== null) {
        host.abort(reason);
        return;
      }
      reject(reason);
      call.abort();
      cancelBody(call, source, reason);
    };
    abort.addAlgorithm(signal, onAbort);
    const finish = () => abort.removeAlgorithm(signal, onAbort);
    internals.streams.react(run(call, failure), (result) => {
      const { body } = http.innerResponseOf(result);
      host = body === null ? null : body.host;
      if (abort.isAborted(signal)) {
        if (host !== null) host.cancel();
        return;
      }
      if (host === null) finish();
      else host.onOver = finish;
      resolve(result);
    }, (error) => {
      finish();
      reject(error);
    });
  });
}

function cancelBody(call, body, reason) {
  if (call !== null && call.pump !== null) call.pump.cancel(reason);
  else if (body !== null && body.stream !== null && !internals.streams.isLocked(body.stream)) {
    native.markHandled(internals.streams.cancel(body.stream, reason));
  }
}

function start(inner, isNetwork, create) {
  const { signal } = inner;
  if (signal !== null && abort.isAborted(signal)) {
    cancelBody(null, inner.body, abort.reasonOf(signal));
    return PromiseReject(abort.reasonOf(signal));
  }
  const local = isNetwork ? http.schemeFetch(inner) : undefined;
  if (local !== undefined) return PromiseResolve(http.createResponse(local, 'immutable'));
  const call = create(++lastNumber, inner);
  const { body } = inner;
  if (body !== null && body.source !== null && body.stream === null) body.readBy = 'fetch()';
  const failure = new TypeError();
  return signal === null ? run(call, failure) : abortable(call, failure, signal, body);
}

// The body of a Request that is fetched went to one made of it; errors tell of the fetch.
function nameReader(body) {
  if (body !== null && body.readBy === 'new Request()') body.readBy = 'fetch()';
}

function fetchBy(isNetwork, create, input, init) {
  const request = new http.Request(input, init);
  if (http.isRequest(input)) nameReader(http.innerRequestOf(input).body);
  return start(http.innerRequestOf(request), isNetwork, create);
}

const createCallTo = (binding) => (number, inner) => new HttpCall(number, inner, binding);
const fetchFrom = (binding, input, init) => fetchBy(binding === network, createCallTo(binding), input, init);

const methods = {
  fetch(input, init = undefined) {
    try {
      webidl.requiredArguments(arguments.length, 1, "Failed to execute 'fetch'");
      return fetchFrom(network, input, init);
    } catch (error) {
      return PromiseReject(error);
    }
  },
};

http.nextCall = () => ++lastNumber;
http.fetchBy = (create, input, init) => fetchBy(false, create, input, init); // the same, by calls of another kind
http.fetchFrom = fetchFrom; // as fetch(), answered by a binding; it may throw
internals.fetch = methods.fetch;
internals.exposeOperation('fetch', methods.fetch);
