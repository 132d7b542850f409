const own = (name) => Object.getOwnPropertyDescriptor(globalThis, name);

test('the global object is a ServiceWorkerGlobalScope', () => {
  equal([self === globalThis, self instanceof ServiceWorkerGlobalScope, self instanceof WorkerGlobalScope, self instanceof EventTarget], [true, true, true, true]);
  equal(Object.prototype.toString.call(self), '[object ServiceWorkerGlobalScope]');
  throws(() => new WorkerGlobalScope(), 'TypeError', 'Illegal constructor');
  equal(['location', 'origin', 'document', 'window', 'importScripts', 'require'].filter((name) => name in globalThis), []);
});
test('interfaces are hidden properties of the global object', () => {
  for (const name of ['Event', 'EventTarget', 'AbortSignal', 'URL', 'DOMException', 'PerformanceObserver', 'Navigator']) {
    const { value, writable, enumerable, configurable } = own(name);
    equal([typeof value, value.name, writable, enumerable, configurable], ['function', name, true, false, true]);
    equal(Object.getOwnPropertyDescriptor(value, 'prototype').writable, false);
    equal(Object.prototype.toString.call(value.prototype), `[object ${name}]`);
  }
});
test('operations and attributes are enumerable, and can be replaced', () => {
  for (const name of ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'queueMicrotask', 'structuredClone', 'reportError', 'atob', 'btoa']) {
    const { value, writable, enumerable, configurable } = own(name);
    equal([typeof value, value.name, writable, enumerable, configurable], ['function', name, true, true, true]);
  }
  for (const name of ['self', 'performance', 'navigator', 'crypto', 'isSecureContext']) {
    const { get, set, enumerable, configurable } = own(name);
    equal([typeof get, typeof set, enumerable, configurable, get.call(undefined) === globalThis[name]], ['function', 'function', true, true, true]);
    throws(() => get.call({}), 'TypeError', 'Illegal invocation');
    throws(() => set.call({}, 1), 'TypeError', 'Illegal invocation');
  }
  globalThis.navigator = 'mine';
  equal(own('navigator'), { value: 'mine', writable: true, enumerable: true, configurable: true });
  equal(isSecureContext, true);
});
test('handlers of the global object', () => {
  equal([onerror, onunhandledrejection, onrejectionhandled], [null, null, null]);
  onerror = 1;
  equal(onerror, null);
  const handler = () => {};
  self.onerror = handler;
  equal(onerror === handler, true);
  onerror = null;
});
