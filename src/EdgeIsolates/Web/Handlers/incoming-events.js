'use strict';
// Events that are no request: each kind names what handles it, (requestId, target, detail, bytes, bodies) => what the handler returned. What it returned, or
// threw, goes back to whoever sent the event as a parcel.
//
// Others tell the host a text of their own instead, whether the handler returned or threw, once what it gave to waitUntil has settled: begin(requestId, detail,
// bytes) gives { run, tell }.
const { Number, ReflectApply, TypeError } = internals.primordials;
const { entry, http, native, ops, rpc, webidl } = internals;

const kinds = { __proto__: null };
const lends = { __proto__: null };
const told = { __proto__: null };

// `mayLend`: whether there is somebody for whom functions in the answer are lent.
http.defineEvent = (kind, handle, mayLend = false) => {
  kinds[kind] = handle;
  lends[kind] = mayLend;
};
http.defineToldEvent = (kind, begin) => { told[kind] = begin; };

// Streams in the answer keep the request alive.
function startStreams(requestId, parcel) {
  const count = parcel.start(() => ops.op_http_wait(requestId, -1));
  if (count > 0) ops.op_http_wait(requestId, count);
}

function answer(requestId, kind, result) {
  let parcel = null;
  try {
    parcel = rpc.pack(result, false, lends[kind]);
    if (!ops.op_event_answer(requestId, parcel.bytes, parcel.bodies)) parcel.undo();
    startStreams(requestId, parcel);
  } catch (error) {
    if (parcel !== null) parcel.undo();
    fail(requestId, error);
  }
}

function fail(requestId, error) {
  const parcel = rpc.packError(error);
  ops.op_event_fail(requestId, error, parcel.bytes, parcel.bodies);
  startStreams(requestId, parcel);
}

async function settle(requestId, kind, promise) {
  let result;
  try {
    result = await promise;
  } catch (error) {
    fail(requestId, error);
    return;
  }
  answer(requestId, kind, result);
}

async function runTold(requestId, begin, detail, bytes) {
  const extension = http.extend(requestId);
  let event;
  try {
    event = begin(requestId, detail, bytes);
    await event.run();
    await extension.settled();
  } catch (error) {
    ops.op_event_fail(requestId, error, native.utf8Encode(event === undefined ? '' : event.tell()), '');
    return;
  }
  ops.op_event_answer(requestId, native.utf8Encode(event.tell()), '');
}

// Of the default export: a method of the object, called with (event, env, ctx), or of an instance of the class, called with the event.
http.callHandler = (requestId, name, event) => {
  const { default: exported } = rpc.exported(), ctx = http.createContext(requestId);
  const isEntrypoint = rpc.isClassOf(rpc.WorkerEntrypoint, exported);
  const receiver = isEntrypoint ? rpc.handlerOf('default')(ctx, http.env()) : exported;
  const handler = webidl.isObject(receiver) ? receiver[name] : undefined;
  if (typeof handler !== 'function') throw new TypeError(`The function has no handler "${name}": export default { ${name}(event, env, ctx) {…} }`);
  return ReflectApply(handler, receiver, isEntrypoint ? [event] : [event, http.env(), ctx]);
};

entry.event = (requestId, kind, target, detail, bytes, bodies) => {
  if (told[kind] !== undefined) {
    runTold(requestId, told[kind], detail, bytes);
    return;
  }
  let result, pending;
  try {
    const handle = kinds[kind];
    if (handle === undefined) throw new TypeError(`This runtime knows no event "${kind}"`);
    result = handle(requestId, target, detail, bytes, bodies);
    pending = webidl.isObject(result) && typeof result.then === 'function';
  } catch (error) {
    fail(requestId, error);
    return;
  }
  if (pending) settle(requestId, kind, result);
  else answer(requestId, kind, result);
};

http.defineEvent('rpc', (requestId, target, path, bytes, bodies) => {
  const receiver = rpc.handlerOf(target === '' ? 'default' : target)(http.createContext(requestId), http.env());
  return rpc.callEntrypoint(receiver, path, bytes, bodies);
}, true);

// Of what was lent: Bindings/Rpc/LentTarget.cs.
http.defineEvent('stub-call', (requestId, target, path, bytes, bodies) => rpc.answerCall(rpc.lentBy(Number(target)), path, bytes, bodies), true);
http.defineEvent('stub-dispose', (requestId, target) => { rpc.disposeLent(Number(target)); });
