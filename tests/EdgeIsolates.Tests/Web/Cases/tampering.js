// Tenants may break their own realm; what the platform does must not change by it.
test('patched built-ins change nothing', async () => {
  const kept = [], { defineProperty, getOwnPropertyDescriptor } = Object;
  const patch = (object, key, descriptor) => {
    kept[kept.length] = [object, key, getOwnPropertyDescriptor(object, key)];
    defineProperty(object, key, { __proto__: null, configurable: true, ...descriptor });
  };
  const boom = () => { throw new Error('patched'); };
  const ArrayIterator = Object.getPrototypeOf([][Symbol.iterator]());
  const out = [];
  const list = [['push', Array.prototype], ['join', Array.prototype], ['sort', Array.prototype], ['slice', Array.prototype], ['map', Array.prototype],
    ['indexOf', Array.prototype], ['exec', RegExp.prototype], ['charCodeAt', String.prototype], ['slice', String.prototype], ['split', String.prototype],
    ['toLowerCase', String.prototype], ['replace', String.prototype], ['then', Promise.prototype], ['get', Map.prototype], ['set', Map.prototype],
    ['has', Set.prototype], ['forEach', Set.prototype], ['call', Function.prototype], ['apply', Function.prototype], ['bind', Function.prototype],
    ['set', Object.getPrototypeOf(Uint8Array.prototype)], ['next', ArrayIterator]];
  let text, params, headers, url, response, logged, body, cloned;
  for (let i = 0; i < list.length; i++) patch(list[i][1], list[i][0], { value: boom, writable: true });
  patch(Array.prototype, Symbol.iterator, { value: boom, writable: true });
  patch(Object.prototype, 'get', { get: boom, set: boom });
  patch(Object.prototype, 'status', { get: boom, set: boom });
  patch(Object.prototype, 'value', { get: boom, set: boom });
  patch(Object.prototype, 'enumerable', { get: boom, set: boom });
  try {
    url = new URL('../a b?x=1&y=%20z', 'HTTPS://Example.com:8443/p/q/').href;
    params = `${new URLSearchParams('b=1&a=2')}`;
    const made = new Headers();
    made.append('B', '1');
    made.append('a', '2');
    headers = made.get('b');
    response = new Response('x\ud800');
    text = response.text();
    body = new TextDecoder().decode(new TextEncoder().encode('ok'));
    console.log('patched', [1, { a: new Map() }], new Set());
    logged = true;
    const target = new EventTarget();
    target.addEventListener('x', () => { out[0] = 'event'; });
    target.dispatchEvent(new Event('x'));
    cloned = atob(btoa('abc'));
    queueMicrotask(() => { out[1] = 'microtask'; });
    setTimeout(() => { out[2] = 'timer'; }, 0);
  } finally {
    for (let i = kept.length - 1; i >= 0; i--) {
      const entry = kept[i];
      if (entry[2] === undefined) delete entry[0][entry[1]];
      else defineProperty(entry[0], entry[1], { __proto__: null, ...entry[2] });
    }
  }
  equal(url, 'https://example.com:8443/p/a%20b?x=1&y=%20z');
  equal(params, 'b=1&a=2');
  equal(headers, '1');
  equal(await text, 'x\ufffd');
  equal(body, 'ok');
  equal(logged, true);
  equal(cloned, 'abc');
  await new Promise((resolve) => setTimeout(resolve, 5));
  equal(out, ['event', 'microtask', 'timer']);
});
