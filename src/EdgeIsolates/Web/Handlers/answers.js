'use strict';
// From what a handler returned to the answer the host sends: a Response, or a plain { status, headers, body }.
const { ArrayIsArray, JSONStringify, ObjectKeys, TypeError } = internals.primordials;
const { webidl, http, url, ops, native } = internals;

const expected = 'it must return a Response or a plain object { status, headers, body }';

// What was returned, in a few words.
function name(value) {
  if (value === undefined || value === null) return `${value}`;
  if (typeof value === 'function') return 'a function';
  if (typeof value !== 'object') return `a ${typeof value}`;
  if (native.isProxy(value)) return 'a Proxy';
  if (ArrayIsArray(value)) return 'an array';
  const keys = ObjectKeys(value);
  if (keys.length === 0) return `an object (${internals.inspect(value, { __proto__: null, depth: 0 })})`;
  let list = keys[0];
  for (let i = 1; i < keys.length && i < 5; i++) list += `, ${keys[i]}`;
  return `an object with the keys ${list}${keys.length > 5 ? ', …' : ''}`;
}

function isPlainAnswer(value) {
  if (typeof value !== 'object' || value === null || ArrayIsArray(value)) return false;
  return value.status !== undefined || value.body !== undefined || value.headers !== undefined;
}

// An object as body means JSON; what a Response takes as a body is taken as it is.
function extractPlain(body) {
  if (!webidl.isObject(body) || url.isSearchParams(body) || webidl.isBufferSource(body)) return http.extract(body, 'The answer');
  for (let i = 0; i < http.extractors.length; i++) {
    const extracted = http.extractors[i](body, 'The answer');
    if (extracted !== null) return extracted;
  }
  const text = JSONStringify(body);
  if (text === undefined) throw new TypeError('The body of the answer cannot be serialized to JSON');
  return { body: new http.Body(webidl.scalarValues(text)), type: 'application/json' };
}

function fromPlain(value) {
  const { status = 200, statusText, headers, body } = value;
  const inner = new http.InnerResponse();
  const empty = body === undefined || body === null || (body === '' && http.isNullBodyStatus(+status));
  http.initializeResponse(inner, { __proto__: null, status, statusText, headers: headers ?? undefined }, empty ? null : extractPlain(body), 'The answer');
  return inner;
}

function innerOf(result) {
  if (http.isResponse(result)) return http.innerResponseOf(result);
  if (isPlainAnswer(result)) return fromPlain(result);
  throw new TypeError(`The function returned ${name(result)}; ${expected}`);
}

function respond(requestId, result) {
  const inner = innerOf(result), { body } = inner;
  if (inner.type === 'error') throw new TypeError('The function returned Response.error(), which is no answer');
  if (inner.webSocket !== null) {
    ops.op_http_respond(requestId, inner.status, inner.statusText, inner.headersText(), http.releaseWebSocket(inner.webSocket), -1);
    return;
  }
  if (body === null) {
    ops.op_http_respond(requestId, inner.status, inner.statusText, inner.headersText(), null, -1);
    return;
  }
  if (body.readBy !== null) {
    throw new TypeError(`The function returned a Response whose body was already read by ${body.readBy}; return response.clone() or a new one`);
  }
  if (body.host === null && body.stream === null) {
    body.readBy = 'the answer';
    ops.op_http_respond(requestId, inner.status, inner.statusText, inner.headersText(), body.source, -1);
    return;
  }
  const { source, length, pump } = http.sendBody(body, 'the answer');
  ops.op_http_respond(requestId, inner.status, inner.statusText, inner.headersText(), source, length);
  if (pump !== null) {
    http.stateOfRequest(requestId).pump = pump;
    pump.start();
  }
}

// Answers the request, one way or the other.
http.answer = (requestId, result) => {
  try {
    respond(requestId, result);
  } catch (error) {
    ops.op_http_fail(requestId, error);
  }
};

http.emptyResponse = (status, pairs) => {
  const inner = new http.InnerResponse();
  inner.status = status;
  inner.headers = new http.HeaderList(pairs);
  return http.createResponse(inner, 'response');
};
