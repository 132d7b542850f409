import { AsyncLocalStorage, AsyncResource } from 'node:async_hooks';

test('AsyncLocalStorage: run and getStore', async () => {
  const storage = new AsyncLocalStorage();
  equal(storage.getStore(), undefined);
  const result = storage.run('one', (...args) => [storage.getStore(), ...args], 1, 2);
  equal(result, ['one', 1, 2]);
  equal(storage.getStore(), undefined);
  storage.run('outer', () => {
    storage.run('inner', () => equal(storage.getStore(), 'inner'));
    equal(storage.getStore(), 'outer');
    equal(storage.exit(() => storage.getStore()), undefined);
    equal(storage.getStore(), 'outer');
    throws(() => storage.run('thrown', () => { throw new RangeError('x'); }), 'RangeError');
    equal(storage.getStore(), 'outer');
  });
});

test('AsyncLocalStorage: follows promises', async () => {
  const storage = new AsyncLocalStorage(), seen = [];
  let open;
  const gate = new Promise((resolve) => { open = resolve; });
  const tell = () => seen.push(storage.getStore());
  const all = ['a', 'b', 'c'].map((name) => storage.run(name, async () => {
    await gate;
    tell();
    await Promise.all([Promise.resolve().then(tell), null]);
    await Promise.race([new Promise((resolve) => { setTimeout(resolve, 1); }), new Promise(() => {})]);
    tell();
    return name;
  }));
  storage.run('opener', open);
  equal(await Promise.all(all), ['a', 'b', 'c']);
  equal(seen.sort().join(''), 'aaabbbccc');
  equal(storage.getStore(), undefined);
});

test('AsyncLocalStorage: follows timers and microtasks', async () => {
  const storage = new AsyncLocalStorage(), seen = [];
  const waits = [];
  const later = (start) => waits.push(new Promise((resolve) => start(() => { seen.push(storage.getStore()); resolve(); })));
  storage.run('timeout', () => later((callback) => setTimeout(callback, 2)));
  storage.run('immediate', () => later((callback) => setImmediate(callback)));
  storage.run('microtask', () => later((callback) => queueMicrotask(callback)));
  storage.run('tick', () => later((callback) => process.nextTick(callback)));
  storage.run('interval', () => later((callback) => { const id = setInterval(() => { clearInterval(id); callback(); }, 1); }));
  later((callback) => setTimeout(callback, 2));
  await Promise.all(waits);
  equal(seen.map(String).sort(), ['immediate', 'interval', 'microtask', 'tick', 'timeout', 'undefined']);
});

test('AsyncLocalStorage: two at once', async () => {
  const one = new AsyncLocalStorage(), other = new AsyncLocalStorage();
  await one.run(1, () => other.run(2, async () => {
    await null;
    equal([one.getStore(), other.getStore()], [1, 2]);
    one.run(3, () => equal([one.getStore(), other.getStore()], [3, 2]));
  }));
});

test('AsyncLocalStorage: enterWith and disable', async () => {
  const storage = new AsyncLocalStorage();
  await (async () => {
    await null;
    storage.enterWith('entered');
    equal(storage.getStore(), 'entered');
    await null;
    equal(storage.getStore(), 'entered');
    storage.disable();
    equal(storage.getStore(), undefined);
  })();
  storage.run('again', () => equal(storage.getStore(), 'again'));
});

test('AsyncLocalStorage: bind and snapshot', async () => {
  const storage = new AsyncLocalStorage();
  const bound = storage.run('bound', () => AsyncLocalStorage.bind((a) => `${storage.getStore()} ${a}`));
  equal(bound(1), 'bound 1');
  const snapshot = storage.run('kept', () => AsyncLocalStorage.snapshot());
  equal(storage.run('other', () => snapshot((a) => `${storage.getStore()} ${a}`, 2)), 'kept 2');
  equal(storage.getStore(), undefined);
});

test('AsyncResource: runs in its scope', () => {
  const storage = new AsyncLocalStorage();
  const resource = storage.run('made', () => new AsyncResource('CASE'));
  equal(resource.runInAsyncScope(function (a) { return `${storage.getStore()} ${this.x} ${a}`; }, { x: 1 }, 2), 'made 1 2');
  equal(resource.bind(() => storage.getStore())(), 'made');
  equal(typeof resource.asyncId(), 'number');
  equal(storage.run('static', () => AsyncResource.bind(() => storage.getStore()))(), 'static');
});

test('AsyncLocalStorage: async iteration and events', async () => {
  const storage = new AsyncLocalStorage(), seen = [];
  async function* values() { yield 1; await null; yield 2; }
  await storage.run('loop', async () => {
    for await (const value of values()) seen.push(`${storage.getStore()}${value}`);
    const target = new EventTarget();
    target.addEventListener('x', () => seen.push(storage.getStore()));
    target.dispatchEvent(new Event('x'));
  });
  equal(seen.join(), 'loop1,loop2,loop');
});
