test('WebSocket has the shape of the standard and of Workers', () => {
  equal([WebSocket.CONNECTING, WebSocket.OPEN, WebSocket.CLOSING, WebSocket.CLOSED, WebSocket.READY_STATE_OPEN, WebSocket.prototype.CLOSED], [0, 1, 2, 3, 1, 3]);
  const [a, b] = Object.values(new WebSocketPair());
  equal([a instanceof WebSocket, b instanceof EventTarget, `${a}`], [true, true, '[object WebSocket]']);
  equal([a.readyState, a.url, a.protocol, a.extensions, a.binaryType, a.bufferedAmount, a.onmessage], [0, null, '', '', 'arraybuffer', 0, null]);
  a.accept();
  a.accept();
  equal(a.readyState, 1);
  a.binaryType = 'nonsense';
  equal(a.binaryType, 'arraybuffer');
  throws(() => WebSocket.prototype.send.call({}, 'x'), 'TypeError');
  throws(() => a.send(), 'TypeError');
  throws(() => a.send(Symbol('x')), 'TypeError');
  throws(() => a.close(1005), 'InvalidAccessError');
  throws(() => a.close(999), 'InvalidAccessError');
  throws(() => a.close(5000), 'InvalidAccessError');
  throws(() => a.close(1000, 'é'.repeat(62)), 'SyntaxError');
});
test('a WebSocket is no structured clone', () => {
  throws(() => structuredClone(new WebSocketPair()[0]), 'DataCloneError');
});
test('what was sent before the other end accepted waits for it', async () => {
  const { 0: a, 1: b } = new WebSocketPair(), seen = [];
  a.accept();
  a.send('one');
  a.send(new Uint8Array([1, 2]).buffer);
  a.close(4000, 'end');
  equal(a.readyState, 2);
  b.addEventListener('message', ({ data, origin, isTrusted }) => seen.push(typeof data === 'string' ? data : [...new Uint8Array(data)], origin, isTrusted));
  const closed = new Promise((resolve) => b.addEventListener('close', resolve));
  b.accept();
  const event = await closed;
  equal(seen, ['one', '', true, [1, 2], '', true]);
  equal([event instanceof CloseEvent, event.code, event.reason, event.wasClean], [true, 4000, 'end', true]);
  equal([a.readyState, b.readyState], [2, 3]);
  throws(() => a.send('late'), 'TypeError');
});
test('bytes are those of the moment they were sent', async () => {
  const { 0: a, 1: b } = new WebSocketPair();
  a.accept();
  b.accept();
  const bytes = new Uint8Array([1, 2, 3]);
  a.send(bytes);
  bytes.fill(9);
  const { data } = await new Promise((resolve) => b.addEventListener('message', resolve));
  equal([...new Uint8Array(data)], [1, 2, 3]);
});
test('patched prototypes are not asked', async () => {
  const { get } = Map.prototype, { push } = Array.prototype;
  try {
    Map.prototype.get = Array.prototype.push = () => { throw new Error('asked'); };
    const { 0: a, 1: b } = new WebSocketPair();
    a.accept();
    b.accept();
    a.send('x');
    equal((await new Promise((resolve) => { b.onmessage = resolve; })).data, 'x');
  } finally {
    Map.prototype.get = get;
    Array.prototype.push = push;
  }
});
test('CloseEvent', () => {
  const event = new CloseEvent('close', { code: 4001, reason: 'r', wasClean: true });
  equal([event.type, event.code, event.reason, event.wasClean, event.isTrusted], ['close', 4001, 'r', true, false]);
  const { code, reason, wasClean } = new CloseEvent('x');
  equal([code, reason, wasClean], [0, '', false]);
});
