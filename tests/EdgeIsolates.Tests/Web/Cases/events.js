test('listeners: order, once, removal, handleEvent', () => {
  const target = new EventTarget(), seen = [];
  const first = () => seen.push('bubble');
  target.addEventListener('x', first);
  target.addEventListener('x', () => seen.push('capture'), true);
  target.addEventListener('x', { handleEvent(event) { seen.push(event.type); } }, { once: true });
  target.dispatchEvent(new Event('x'));
  target.removeEventListener('x', first);
  target.dispatchEvent(new Event('x'));
  equal(seen, ['capture', 'bubble', 'x', 'capture']);
});
test('preventDefault, passive and stopImmediatePropagation', () => {
  const target = new EventTarget();
  target.addEventListener('x', (event) => event.preventDefault(), { passive: true });
  equal(target.dispatchEvent(new Event('x', { cancelable: true })), true);
  target.addEventListener('x', (event) => { event.preventDefault(); event.stopImmediatePropagation(); });
  target.addEventListener('x', () => { throw new Error('not reached'); });
  equal(target.dispatchEvent(new Event('x', { cancelable: true })), false);
});
test('an event cannot be dispatched while it is', () => {
  const target = new EventTarget();
  let name;
  target.addEventListener('x', (event) => { try { target.dispatchEvent(event); } catch (error) { name = error.name; } });
  target.dispatchEvent(new Event('x'));
  equal(name, 'InvalidStateError');
});
test('CustomEvent, ErrorEvent, PromiseRejectionEvent', () => {
  equal(new CustomEvent('c', { detail: 7 }).detail, 7);
  equal(new ErrorEvent('e', { message: 'm', lineno: 3 }).lineno, 3);
  throws(() => new PromiseRejectionEvent('r', {}), 'TypeError', 'promise');
  equal(new Event('x').isTrusted, false);
});
test('reportError reaches onerror and the error listeners', () => {
  const seen = [];
  globalThis.onerror = (message, file, line, column, error) => { seen.push(error.message); return true; };
  reportError(new Error('told'));
  globalThis.onerror = null;
  equal(seen, ['told']);
});
test('AbortController and AbortSignal', async () => {
  const controller = new AbortController(), { signal } = controller, seen = [];
  signal.onabort = () => seen.push('on');
  signal.addEventListener('abort', () => seen.push('listener'));
  const any = AbortSignal.any([signal, new AbortController().signal]);
  any.addEventListener('abort', () => seen.push('any'));
  controller.abort('why');
  controller.abort('again');
  equal(seen, ['on', 'listener', 'any']);
  equal(any.reason, 'why');
  equal(AbortSignal.abort().reason.name, 'AbortError');
  throws(() => new AbortSignal(), 'TypeError', 'Illegal constructor');
  const timeout = AbortSignal.timeout(1);
  await new Promise((resolve) => timeout.addEventListener('abort', resolve));
  equal(timeout.reason.name, 'TimeoutError');
});
test('a signal removes a listener', () => {
  const target = new EventTarget(), controller = new AbortController();
  let calls = 0;
  target.addEventListener('x', () => calls++, { signal: controller.signal });
  target.dispatchEvent(new Event('x'));
  controller.abort();
  target.dispatchEvent(new Event('x'));
  equal(calls, 1);
});
test('timers: order, arguments, clearing, intervals', async () => {
  const seen = [];
  const cleared = setTimeout(() => seen.push('cleared'), 0);
  clearTimeout(cleared);
  clearTimeout(undefined);
  setTimeout((a, b) => seen.push(a + b), 1, 1, 2);
  await new Promise((resolve) => {
    let rounds = 0;
    const interval = setInterval(() => { if (++rounds === 3) { clearInterval(interval); resolve(); } }, 1);
  });
  equal(seen, [3]);
  throws(() => setTimeout('code'), 'TypeError', 'not a function');
});
test('queueMicrotask runs before timers and after the code', async () => {
  const seen = [];
  setTimeout(() => seen.push('timer'), 0);
  queueMicrotask(() => seen.push('microtask'));
  seen.push('code');
  await new Promise((resolve) => setTimeout(resolve, 5));
  equal(seen, ['code', 'microtask', 'timer']);
  throws(() => queueMicrotask(1), 'TypeError');
});
test('exceptions are cloned with their names, codes and stacks', () => {
  const exception = new DOMException('text', 'DataCloneError'), copy = structuredClone(exception);
  equal([copy.name, copy.message, copy.code, copy instanceof DOMException], ['DataCloneError', 'text', 25, true]);
  equal(copy.stack, exception.stack);
  const quota = structuredClone(new QuotaExceededError('full', { quota: 1, requested: 2 }));
  equal([quota instanceof QuotaExceededError, quota.quota, quota.requested, quota.code], [true, 1, 2, 22]);
});
test('Error.isError knows errors by what they are', () => {
  equal([Error.isError(new TypeError()), Error.isError(new DOMException()), Error.isError(Object.create(Error.prototype)), Error.isError(1)], [true, true, false, false]);
  equal(Error.isError(new Proxy(new Error(), {})), false);
});
test('a source lets go of signals that nobody listens to any more', async () => {
  const { signal } = new AbortController();
  for (let round = 0; round < 200; round++) {
    for (let i = 0; i < 20; i++) {
      const ballast = new Array(5000).fill(i), listener = () => ballast;
      const dependent = AbortSignal.any([signal]);
      dependent.addEventListener('abort', listener);
      if (i % 2 === 0) dependent.removeEventListener('abort', listener);
      else dependent.onabort = null, dependent.removeEventListener('abort', listener);
      const target = new EventTarget();
      target.addEventListener('x', listener, { signal, once: true });
      target.dispatchEvent(new Event('x'));
    }
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
});
test('a dependent signal that is listened to hears its source when nothing else holds it', async () => {
  const controller = new AbortController(), seen = [];
  (() => AbortSignal.any([AbortSignal.any([controller.signal])]).addEventListener('abort', () => seen.push('heard')))();
  for (let round = 0; round < 20; round++) {
    new Array(200_000).fill(round);
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
  controller.abort();
  equal(seen, ['heard']);
});
