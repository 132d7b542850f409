// Streams: what the standard says of queues, back-pressure, bytes, pipes and transforms, and what a patched realm must not change.
const text = new TextDecoder(), bytes = (value) => new TextEncoder().encode(value);
const turns = () => new Promise((resolve) => setTimeout(resolve, 0));

async function all(stream) {
  const list = [];
  for await (const chunk of stream) list.push(chunk);
  return list;
}

test('ReadableStream asks for no more than its high water mark', async () => {
  let pulls = 0;
  const stream = new ReadableStream({ pull(controller) { controller.enqueue(++pulls); } }, { highWaterMark: 3 });
  await turns();
  equal(pulls, 3);
  const reader = stream.getReader();
  equal(await reader.read(), { value: 1, done: false });
  await turns();
  equal(pulls, 4);
});

test('the size function counts, and a wrong size fails the stream', async () => {
  const sized = new ReadableStream({ start(c) { c.enqueue('four'); equal(c.desiredSize, 6); } }, { highWaterMark: 10, size: (chunk) => chunk.length });
  await sized.cancel();
  let controller;
  const bad = new ReadableStream({ start(c) { controller = c; } }, { size: () => -1 });
  throws(() => controller.enqueue('x'), 'RangeError');
  await rejects(bad.getReader().read(), 'RangeError', 'must be a finite number');
});

test('a failing source fails the stream with its own error', async () => {
  const stream = new ReadableStream({ async pull() { throw new SyntaxError('no more'); } });
  await rejects(stream.getReader().read(), 'SyntaxError', 'no more');
});

test('ReadableStream.from takes what is iterable, and ends it when canceled', async () => {
  let ended = false;
  async function* generate() {
    try {
      for (let i = 0; ; i++) yield i;
    } finally {
      ended = true;
    }
  }
  const reader = ReadableStream.from(generate()).getReader();
  equal((await reader.read()).value, 0);
  equal((await reader.read()).value, 1);
  await reader.cancel();
  equal(ended, true);
  equal(await all(ReadableStream.from(['a', Promise.resolve('b')])), ['a', 'b']);
  throws(() => ReadableStream.from({}), 'TypeError', 'not iterable');
});

test('leaving the loop cancels the stream unless told otherwise', async () => {
  let canceled = 0;
  const make = () => new ReadableStream({ start(c) { c.enqueue(1); c.enqueue(2); }, cancel() { canceled++; } });
  for await (const chunk of make()) { equal(chunk, 1); break; }
  equal(canceled, 1);
  const kept = make();
  for await (const chunk of kept.values({ preventCancel: true })) { equal(chunk, 1); break; }
  equal(canceled, 1);
  equal((await kept.getReader().read()).value, 2);
});

test('both branches of tee see each chunk', async () => {
  const [first, second] = ReadableStream.from([1, 2, 3]).tee();
  equal(await all(first), [1, 2, 3]);
  equal(await all(second), [1, 2, 3]);
});

test('a BYOB reader has its own memory filled', async () => {
  const stream = new ReadableStream({
    type: 'bytes',
    pull(controller) {
      const { byobRequest } = controller;
      byobRequest.view[0] = 7;
      byobRequest.respond(1);
    },
  });
  const reader = stream.getReader({ mode: 'byob' });
  const memory = new Uint8Array(4);
  const { value } = await reader.read(memory);
  equal(`${value} ${value.buffer.byteLength} ${memory.byteLength}`, '7 4 0');
  equal(`${(await reader.read(new Uint8Array(3), { min: 3 })).value}`, '7,7,7');
});

test('what was enqueued is transferred, and the branches of a byte tee share no memory', async () => {
  const chunk = bytes('abc');
  const stream = new ReadableStream({ type: 'bytes', start(c) { c.enqueue(chunk); c.close(); } });
  equal(chunk.byteLength, 0);
  const [first, second] = stream.tee();
  const one = (await all(first))[0], two = (await all(second))[0];
  one[0] = 0;
  equal(text.decode(two), 'abc');
});

test('a writer waits for ready, writes in order and closes once', async () => {
  const log = [];
  let release;
  const stream = new WritableStream({
    write(chunk) { log.push(chunk); return chunk === 'a' ? new Promise((resolve) => { release = resolve; }) : undefined; },
    close() { log.push('end'); },
  });
  const writer = stream.getWriter();
  writer.write('a');
  writer.write('b');
  equal(writer.desiredSize, -1);
  let ready = false;
  writer.ready.then(() => { ready = true; });
  await turns();
  equal(`${ready} ${log}`, 'false a');
  release();
  await writer.close();
  equal(log, ['a', 'b', 'end']);
  await rejects(writer.write('c'), 'TypeError');
});

test('abort tells the sink through its signal and its method', async () => {
  const seen = [];
  let signal;
  const stream = new WritableStream({
    start(controller) { ({ signal } = controller); signal.onabort = () => seen.push('signal'); },
    write() { return new Promise((resolve) => { signal.addEventListener('abort', resolve); }); },
    abort(reason) { seen.push(reason); },
  });
  const writer = stream.getWriter();
  writer.write('x').catch(() => {});
  writer.closed.catch(() => {});
  await turns();
  await writer.abort('why');
  equal(seen, ['signal', 'why']);
  equal(signal.reason, 'why');
});

test('pipeTo carries chunks, ends and errors', async () => {
  const got = [];
  await ReadableStream.from([1, 2, 3]).pipeTo(new WritableStream({ write(chunk) { got.push(chunk); }, close() { got.push('closed'); } }));
  equal(got, [1, 2, 3, 'closed']);
  let reason;
  const source = new ReadableStream({ pull(c) { c.enqueue(1); }, cancel(error) { reason = error.message; } });
  await rejects(source.pipeTo(new WritableStream({ write() { throw new RangeError('full'); } })), 'RangeError', 'full');
  equal(reason, 'full');
});

test('a signal stops a pipe on both sides', async () => {
  const seen = [], abort = new AbortController();
  const source = new ReadableStream({ cancel(why) { seen.push(`source ${why}`); } });
  const done = source.pipeTo(new WritableStream({ abort(why) { seen.push(`sink ${why}`); } }), { signal: abort.signal });
  abort.abort('stop');
  let error;
  try { await done; } catch (caught) { error = caught; }
  equal(error, 'stop');
  equal(seen, ['sink stop', 'source stop']);
  equal(source.locked, false);
});

test('a pipe does not read ahead of a slow sink', async () => {
  let pulls = 0;
  const source = new ReadableStream({ pull(c) { c.enqueue(++pulls); } }, { highWaterMark: 0 });
  source.pipeTo(new WritableStream({ write() { return new Promise(() => {}); } }));
  await turns();
  equal(pulls, 1);
});

test('TransformStream transforms, flushes, and tells its transformer of a cancel', async () => {
  const upper = new TransformStream({
    transform(chunk, controller) { controller.enqueue(chunk.toUpperCase()); },
    flush(controller) { controller.enqueue('!'); },
  });
  equal(await all(ReadableStream.from(['a', 'b']).pipeThrough(upper)), ['A', 'B', '!']);
  let canceled;
  const { readable } = new TransformStream({ cancel(reason) { canceled = reason; } });
  await readable.cancel('enough');
  equal(canceled, 'enough');
});

test('a locked stream says so', async () => {
  const stream = new ReadableStream();
  stream.getReader();
  throws(() => stream.getReader(), 'TypeError', 'locked');
  await rejects(stream.cancel(), 'TypeError', 'locked');
  throws(() => structuredClone(stream, { transfer: [stream] }), 'DataCloneError', 'locked');
});

test('transferred streams go on under their new name', async () => {
  const source = ReadableStream.from([{ n: 1 }]);
  const moved = structuredClone(source, { transfer: [source] });
  equal(source.locked, true);
  equal(await all(moved), [{ n: 1 }]);
  const got = [], sink = new WritableStream({ write(chunk) { got.push(chunk); } });
  const writer = structuredClone(sink, { transfer: [sink] }).getWriter();
  await writer.write('x');
  await writer.close();
  equal(got, ['x']);
  const doubling = new TransformStream({ transform(chunk, c) { c.enqueue(chunk * 2); } });
  equal(await all(ReadableStream.from([1, 2]).pipeThrough(structuredClone(doubling, { transfer: [doubling] }))), [2, 4]);
});

test('strategies count bytes and chunks', () => {
  const byLength = new ByteLengthQueuingStrategy({ highWaterMark: 9 });
  equal(`${byLength.highWaterMark} ${byLength.size(bytes('abc'))}`, '9 3');
  equal(new CountQueuingStrategy({ highWaterMark: 2 }).size(), 1);
  throws(() => new CountQueuingStrategy({}), 'TypeError', 'highWaterMark');
  throws(() => new ReadableStream({}, { highWaterMark: -1 }), 'RangeError');
});

test('a patched realm does not change how streams run', async () => {
  const { defineProperty, getOwnPropertyDescriptor } = Object;
  const kept = [];
  const patch = (object, key, descriptor) => {
    kept.push([object, key, getOwnPropertyDescriptor(object, key)]);
    defineProperty(object, key, { __proto__: null, configurable: true, ...descriptor });
  };
  const boom = () => { throw new Error('patched'); };
  const source = new ReadableStream({ start(c) { c.enqueue('a'); c.enqueue('b'); c.close(); } });
  const through = new TransformStream(), got = [];
  const sink = new WritableStream({ write(chunk) { got[got.length] = chunk; } });
  const { then } = Promise.prototype, { apply } = Reflect;
  patch(ReadableStream.prototype, 'getReader', { value: boom });
  patch(ReadableStream.prototype, 'pipeTo', { value: boom });
  patch(WritableStream.prototype, 'getWriter', { value: boom });
  patch(Promise.prototype, 'then', { value: boom });
  patch(Object.prototype, 'next', { get: boom, set: boom });
  patch(Object.prototype, 'start', { get() { return undefined; }, set: boom });
  patch(Array.prototype, '0', { get: boom, set: boom });
  let finished;
  try {
    const end = new Promise((resolve) => { finished = resolve; });
    const [first, second] = source.pipeThrough(through).tee();
    delete ReadableStream.prototype.pipeTo;
    defineProperty(ReadableStream.prototype, 'pipeTo', kept[1][2]);
    apply(then, second.pipeTo(sink), [finished, finished]);
    first.cancel();
    await end;
  } finally {
    for (let i = kept.length - 1; i >= 0; i--) {
      const [object, key, descriptor] = kept[i];
      if (descriptor === undefined) delete object[key];
      else defineProperty(object, key, descriptor);
    }
  }
  equal(got, ['a', 'b']);
});
