'use strict';
// What inspect shows of the platform's own objects. Each viewer checks the brand first: an object that only has the
// prototype is shown as any other.
const { inspect, url, http, abort, events, URL } = internals;
const global = internals.primordials.globalThis;

const view = (Interface, isInstance, fields) => {
  inspect.viewers.set(Interface.prototype, (object) => (isInstance(object) ? fields(object) : null));
};

const pairsAsObject = (pairs) => {
  const fields = { __proto__: null };
  for (let i = 0; i < pairs.length; i += 2) fields[pairs[i]] = fields[pairs[i]] === undefined ? pairs[i + 1] : `${fields[pairs[i]]}, ${pairs[i + 1]}`;
  return fields;
};

view(URL, url.isURL, (object) => ({ __proto__: null, href: url.hrefOf(object) }));
view(global.URLSearchParams, url.isSearchParams, (params) => pairsAsObject(url.searchParamsList(params)));
view(global.Headers, http.isHeaders, (headers) => pairsAsObject(http.listOf(headers).sorted));

view(global.Request, http.isRequest, (request) => {
  const { method, href, body } = http.innerRequestOf(request);
  return { __proto__: null, method, url: href, headers: http.headersOf(http.innerRequestOf(request).headers, 'immutable'), bodyUsed: http.isUsed(body) };
});

view(global.Response, http.isResponse, (response) => {
  const { status, statusText, headerList, body, type } = http.innerResponseOf(response);
  return { __proto__: null, type, status, statusText, headers: http.headersOf(headerList, 'immutable'), bodyUsed: http.isUsed(body) };
});

view(global.AbortSignal, abort.isAbortSignal, (signal) => ({ __proto__: null, aborted: abort.isAborted(signal) }));

view(global.Event, events.isEvent, (event) => {
  const { type, canceled, cancelable, timeStamp } = events.innerOf(event);
  return { __proto__: null, type, defaultPrevented: canceled, cancelable, timeStamp };
});
