test('messages arrive in order, each in a task of its own', async () => {
  const { port1, port2 } = new MessageChannel(), seen = [];
  const done = new Promise((resolve) => {
    port2.onmessage = (event) => {
      Promise.resolve().then(() => seen.push(`after ${event.data}`));
      seen.push(event.data);
      if (event.data === 3) setTimeout(resolve, 0);
    };
  });
  port1.postMessage(1);
  port1.postMessage(2);
  port1.postMessage(3);
  seen.push('sync');
  await done;
  equal(seen, ['sync', 1, 'after 1', 2, 'after 2', 3, 'after 3']);
});
test('many messages from a handler are not slowed like nested timers, nor limited like them', async () => {
  const { port1, port2 } = new MessageChannel();
  let count = 0;
  await new Promise((resolve) => {
    port1.onmessage = ({ data }) => { count++; if (data === 0) resolve(); else port1.postMessage(data - 1); };
    port2.onmessage = ({ data }) => { count++; if (data === 0) resolve(); else port2.postMessage(data - 1); };
    port1.postMessage(500);
  });
  equal(count, 501);
  const { port1: from, port2: to } = new MessageChannel();
  for (let i = 0; i < 20000; i++) from.postMessage(i);
  let last = -1;
  await new Promise((resolve) => { to.onmessage = ({ data }) => { if (data !== last + 1) throw new Error('order'); last = data; if (last === 2000) resolve(); }; });
});
test('messages wait until the port is started', async () => {
  const { port1, port2 } = new MessageChannel();
  let got = null;
  port2.addEventListener('message', (event) => { got = event; });
  port1.postMessage('x');
  await new Promise((resolve) => setTimeout(resolve, 2));
  equal(got, null);
  port2.start();
  await new Promise((resolve) => setTimeout(resolve, 2));
  equal(got.data, 'x');
  equal(got.isTrusted, true);
  equal(got.ports.length, 0);
  equal(Object.isFrozen(got.ports), true);
});
test('ports are transferred with what waits in them', async () => {
  const outer = new MessageChannel(), inner = new MessageChannel();
  inner.port1.postMessage('early');
  outer.port1.postMessage({ port: inner.port2 }, [inner.port2]);
  const event = await new Promise((resolve) => { outer.port2.onmessage = resolve; });
  equal(event.ports[0] === event.data.port, true);
  const received = await new Promise((resolve) => { event.ports[0].onmessage = resolve; });
  equal(received.data, 'early');
  throws(() => structuredClone(inner.port2, { transfer: [inner.port2] }), 'DataCloneError');
  throws(() => inner.port1.postMessage(1, [inner.port1]), 'DataCloneError');
  throws(() => structuredClone(inner.port1), 'DataCloneError');
});
test('close tells the other side and ends delivery', async () => {
  const { port1, port2 } = new MessageChannel();
  let messages = 0;
  port2.onmessage = () => { messages++; };
  port1.postMessage('last');
  const closed = new Promise((resolve) => { port2.onclose = resolve; });
  port1.close();
  port1.postMessage('too late');
  await closed;
  equal(messages, 1);
});
test('a message that cannot be cloned is refused at once', () => {
  const { port1 } = new MessageChannel(), buffer = new ArrayBuffer(4);
  throws(() => port1.postMessage(() => 1), 'DataCloneError', 'function');
  throws(() => port1.postMessage([buffer, () => 1], { transfer: [buffer] }), 'DataCloneError');
  equal(buffer.byteLength, 4);
  throws(() => new MessagePort(), 'TypeError', 'Illegal constructor');
});
test('MessageEvent', () => {
  const { port1 } = new MessageChannel();
  const event = new MessageEvent('message', { data: 1, origin: 'o', lastEventId: 'i', source: port1, ports: [port1] });
  equal([event.data, event.origin, event.lastEventId, event.source === port1, event.ports[0] === port1], [1, 'o', 'i', true, true]);
  throws(() => new MessageEvent('x', { ports: [1] }), 'TypeError', 'MessagePort');
  event.initMessageEvent('y', true);
  equal([event.type, event.bubbles, event.data, event.ports.length], ['y', true, null, 0]);
});
