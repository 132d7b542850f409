'use strict';
// What is kept of a request beyond its first turn, made when something needs it: its signal, which aborts when the caller
// goes, and the pump of its answer. The host says when that happens and when it is over.
const { JSONParse, ObjectFreeze, ObjectKeys, SafeMap } = internals.primordials;
const { entry, http, ops, abort, webidl, DOMException } = internals;

class RequestState {
  signal = null;
  pump = null;
  cf = undefined;
  sockets = null; // those that were accepted, by number
  extension = null; // of an event that is over only with what was given to waitUntil
}
Object.freeze(RequestState.prototype);

const states = new SafeMap();

function stateOf(requestId) {
  const known = states.get(requestId);
  if (known !== undefined) return known;
  const state = new RequestState();
  if (ops.op_http_watch(requestId)) states.set(requestId, state);
  return state;
}

http.stateOfRequest = stateOf;
http.clientSignalOf = (requestId) => stateOf(requestId).signal ??= abort.createSignal();

http.extensionOf = (requestId) => states.get(requestId)?.extension;

function freezeDeep(value) {
  if (!webidl.isObject(value)) return value;
  const keys = ObjectKeys(value);
  for (let i = 0; i < keys.length; i++) freezeDeep(value[keys[i]]);
  return ObjectFreeze(value);
}

http.cfOf = (requestId) => {
  const state = stateOf(requestId);
  if (state.cf === undefined) {
    const json = ops.op_http_cf(requestId);
    if (json !== null) state.cf = freezeDeep(JSONParse(json));
  }
  return state.cf;
};

// What the service binding says by which the request came.
http.propsOf = (requestId) => {
  const json = ops.op_http_props(requestId);
  return freezeDeep(json === null ? {} : JSONParse(json));
};

// Called by the host when the caller has gone; its request may go on for what it gave to waitUntil.
entry.abortRequest = (requestId) => {
  const state = states.get(requestId);
  if (state === undefined) return;
  const reason = new DOMException('The client has gone', 'AbortError');
  if (state.pump !== null) state.pump.cancel(reason);
  if (state.signal !== null) abort.signalAbort(state.signal, reason);
};

entry.forgetRequest = (requestId) => { states.delete(requestId); };
