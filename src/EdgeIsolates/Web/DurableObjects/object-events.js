'use strict';
// What an object is told of; the host's side is Bindings/DurableObjects/ObjectEvents.cs. A further kind of event is one more
// http.defineEvent here.
const { JSONParse, Number, ReflectApply, TypeError } = internals.primordials;
const { http, objects, ops, rpc } = internals;

http.defineEvent('object-create', (requestId, target, detail) => objects.create(Number(target), JSONParse(detail)));

async function fetchOf(instance, requestId, request) {
  http.innerRequestOf(request).requestId = requestId; // its signal tells that the caller has gone
  if (typeof instance.fetch !== 'function') throw new TypeError('The Durable Object has no method fetch(request)');
  const response = await ReflectApply(instance.fetch, instance, [request]);
  if (!http.isResponse(response)) throw new TypeError('The Durable Object returned something from fetch(request) that is no Response');
  return response;
}

http.defineEvent('object-call', (requestId, target, method, bytes, bodies) => {
  const { instance } = objects.find(Number(target));
  if (method === 'fetch') return fetchOf(instance, requestId, rpc.unpack(bytes, () => bodies).value[0]);
  return rpc.callEntrypoint(instance, method, bytes, bodies);
}, true);

// `detail`: how often it was tried before; -1 when it is given up. The alarm is over when its handler has succeeded.
http.defineEvent('object-alarm', async (requestId, target, detail) => {
  const { object, instance } = objects.find(Number(target)), retryCount = Number(detail);
  if (!ops.op_object_alarm_begin(object)) return;
  let isDone = retryCount < 0;
  try {
    if (!isDone) {
      if (typeof instance.alarm !== 'function') throw new TypeError('The Durable Object has an alarm and no method alarm()');
      await ReflectApply(instance.alarm, instance, [{ retryCount, isRetry: retryCount > 0 }]);
      isDone = true;
    }
  } finally {
    ops.op_object_alarm_end(object, isDone);
  }
});
