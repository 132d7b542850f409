const tick = () => new Promise((resolve) => setTimeout(resolve, 0));

test('unhandledrejection tells the promise and the reason', async () => {
  const seen = [];
  globalThis.onunhandledrejection = (event) => {
    seen.push([event.type, event.promise === promise, event.reason, event.cancelable, event.isTrusted]);
    event.preventDefault();
  };
  const promise = Promise.reject('why');
  await tick();
  globalThis.onunhandledrejection = null;
  equal(seen, [['unhandledrejection', true, 'why', true, true]]);
});
test('a handler that came in time says nothing', async () => {
  let calls = 0;
  const count = (event) => { calls++; event.preventDefault(); };
  addEventListener('unhandledrejection', count);
  Promise.reject(1).catch(() => {});
  const later = Promise.reject(2);
  queueMicrotask(() => later.catch(() => {}));
  await tick();
  removeEventListener('unhandledrejection', count);
  equal(calls, 0);
});
test('rejectionhandled follows when the handler comes late', async () => {
  const seen = [];
  globalThis.onunhandledrejection = (event) => { seen.push(event.type); return false; };
  globalThis.onrejectionhandled = (event) => { seen.push(event.type, event.promise === promise, event.reason, event.cancelable); };
  const promise = Promise.reject('late');
  await tick();
  await promise.catch(() => {});
  await tick();
  globalThis.onunhandledrejection = globalThis.onrejectionhandled = null;
  equal(seen, ['unhandledrejection', 'rejectionhandled', true, 'late', false]);
});
test('microtasks of the listener run, and what it rejects is told too', async () => {
  const seen = [];
  const listen = (event) => {
    event.preventDefault();
    seen.push(event.reason);
    if (seen.length < 3) Promise.resolve().then(() => { throw `again ${seen.length}`; });
  };
  addEventListener('unhandledrejection', listen);
  Promise.reject('first');
  await tick();
  removeEventListener('unhandledrejection', listen);
  equal(seen, ['first', 'again 1', 'again 2']);
});
test('an error in the listener is reported', async () => {
  const seen = [];
  globalThis.onerror = (message) => { seen.push(message); return true; };
  globalThis.onunhandledrejection = (event) => { event.preventDefault(); throw new Error('listener'); };
  Promise.reject(1);
  await tick();
  globalThis.onerror = globalThis.onunhandledrejection = null;
  equal(seen, ['Uncaught Error: listener']);
});
