import stream, { Duplex, PassThrough, Readable, Transform, Writable, finished, pipeline } from 'node:stream';
import { finished as isFinished, pipeline as run } from 'node:stream/promises';
import { inherits } from 'node:util';

const collect = async (readable) => { const list = []; for await (const chunk of readable) list.push(`${chunk}`); return list.join('|'); };
const upper = () => new Transform({ transform(chunk, encoding, callback) { callback(null, `${chunk}`.toUpperCase()); } });

function sink(options = {}) {
  const chunks = [];
  return Object.assign(new Writable({ write(chunk, encoding, callback) { chunks.push(`${chunk}`); queueMicrotask(callback); }, ...options }), { chunks });
}

test('stream: names', () => {
  equal(stream.Stream === stream, true);
  equal([Readable, Writable, Duplex, Transform, PassThrough].every((each) => stream[each.name] === each), true);
  equal(new PassThrough() instanceof Readable && new PassThrough() instanceof Writable && new PassThrough() instanceof stream, true);
  equal(new Readable() instanceof Writable, false);
});

test('stream: readable by events', async () => {
  const seen = [];
  const readable = new Readable({ read() { this.push('a'); this.push('b'); this.push(null); } });
  await new Promise((resolve) => readable.on('data', (chunk) => seen.push(`${chunk}`)).on('end', () => seen.push('end')).on('close', () => { seen.push('close'); resolve(); }));
  equal(seen.join(), 'a,b,end,close');
  equal([readable.readableEnded, readable.destroyed, readable.readable, readable.closed], [true, true, false, true]);
});

test('stream: readable by read()', async () => {
  const readable = new Readable({ read() {} }), seen = [];
  readable.push('hello ');
  readable.push('world');
  readable.push(null);
  await new Promise((resolve) => readable.on('readable', () => {
    for (let chunk = readable.read(4); chunk !== null; chunk = readable.read(4)) seen.push(`${chunk}`);
  }).on('end', resolve));
  equal(seen.join('|'), 'hell|o wo|rld');
});

test('stream: encoding', async () => {
  const readable = Readable.from([Buffer.from([0xe2, 0x82]), Buffer.from([0xac])], { objectMode: false });
  readable.setEncoding('utf8');
  equal(await collect(readable), '\u20ac');
});

test('stream: Readable.from', async () => {
  equal(await collect(Readable.from(['a', 'b'])), 'a|b');
  equal(await collect(Readable.from('text')), 'text');
  equal(await collect(Readable.from((async function* () { yield 1; yield Promise.resolve(2); })())), '1|2');
  await rejects(collect(Readable.from((function* () { yield 1; throw new RangeError('bad'); })())), 'RangeError', 'bad');
  let returned = false;
  for await (const chunk of Readable.from((async function* () { try { yield 1; yield 2; } finally { returned = true; } })())) { equal(chunk, 1); break; }
  await null;
  equal(returned, true);
  throws(() => Readable.from(5), 'TypeError', 'The "iterable" argument must be an instance of Iterable. Received type number (5)');
});

test('stream: writable', async () => {
  const writable = sink({ highWaterMark: 3 }), seen = [];
  writable.on('drain', () => seen.push('drain')).on('finish', () => seen.push('finish'));
  equal(writable.write('ab'), true);
  equal(writable.write('cd', () => seen.push('written')), false);
  equal(writable.writableNeedDrain, true);
  await new Promise((resolve) => writable.once('drain', resolve));
  writable.end('e');
  await isFinished(writable);
  equal(writable.chunks.join(), 'ab,cd,e');
  equal(seen.join(), 'drain,written,finish');
  equal([writable.writableEnded, writable.writableFinished, writable.destroyed], [true, true, true]);
});

test('stream: writable misuse', async () => {
  const writable = sink();
  throws(() => writable.write(null), 'TypeError', 'May not write null values to stream');
  throws(() => writable.write(5), 'TypeError', 'The "chunk" argument must be of type string or an instance of Buffer, TypedArray, or DataView. Received type number (5)');
  writable.end();
  const failed = new Promise((resolve) => writable.on('error', resolve));
  writable.write('late');
  equal((await failed).code, 'ERR_STREAM_WRITE_AFTER_END');
});

test('stream: writev, cork and final', async () => {
  const seen = [];
  const writable = new Writable({
    writev(chunks, callback) { seen.push(chunks.map(({ chunk }) => `${chunk}`).join('+')); callback(); },
    final(callback) { seen.push('final'); callback(); },
  });
  writable.cork();
  writable.write('a');
  writable.write('b');
  writable.uncork();
  writable.end();
  await isFinished(writable);
  equal(seen.join(), 'a+b,final');
});

test('stream: transform and pipe', async () => {
  const target = sink();
  Readable.from(['a', 'b', 'c']).pipe(upper()).pipe(target);
  await isFinished(target);
  equal(target.chunks.join(''), 'ABC');
  const flushing = new Transform({ transform(chunk, encoding, callback) { this.push(chunk); this.push('!'); callback(); }, flush(callback) { callback(null, 'end'); } });
  flushing.end('x');
  equal((await collect(flushing)).replaceAll('|', ''), 'x!end');
});

test('stream: back-pressure', async () => {
  let produced = 0;
  const source = new Readable({ highWaterMark: 4, read() { this.push(produced < 100 ? Buffer.alloc(2, produced++) : null); } });
  const slow = new Writable({ highWaterMark: 4, write(chunk, encoding, callback) { setTimeout(callback, 0); } });
  source.pipe(slow);
  await new Promise((resolve) => setTimeout(resolve, 0));
  equal(produced < 20, true);
  await isFinished(slow);
  equal(produced, 100);
});

test('stream: duplex', async () => {
  const written = [];
  const duplex = new Duplex({ read() { this.push('out'); this.push(null); }, write(chunk, encoding, callback) { written.push(`${chunk}`); callback(); } });
  duplex.end('in');
  equal(await collect(duplex), 'out');
  equal(written.join(), 'in');
});

test('stream: errors', async () => {
  const failing = new Readable({ read() { throw new RangeError('broken'); } });
  await rejects(collect(failing), 'RangeError', 'broken');
  const destroyed = new PassThrough(), seen = [];
  destroyed.on('error', (error) => seen.push(error.message)).on('close', () => seen.push('close'));
  destroyed.destroy(new Error('gone'));
  await new Promise((resolve) => setTimeout(resolve, 1));
  equal(seen.join(), 'gone,close');
  equal(destroyed.errored.message, 'gone');
  await rejects(isFinished(destroyed), 'Error', 'gone');
  const early = new PassThrough();
  queueMicrotask(() => early.destroy());
  await rejects(isFinished(early), 'Error', 'Premature close');
});

test('stream: pipeline', async () => {
  const target = sink();
  await run(Readable.from(['a', 'b']), upper(), target);
  equal(target.chunks.join(''), 'AB');
  equal(await run(['x', 'y'], async function* (source) { for await (const chunk of source) yield `${chunk}${chunk}`; }, async (source) => collect(source)), 'xx|yy');
  await rejects(run(Readable.from(['a']), new Transform({ transform(chunk, encoding, callback) { callback(new RangeError('in the middle')); } }), sink()), 'RangeError', 'in the middle');
  const result = await new Promise((resolve) => pipeline(Readable.from(['z']), sink(), (error) => resolve(error)));
  equal(result, undefined);
  const controller = new AbortController();
  const aborted = run(new Readable({ read() {} }), sink(), { signal: controller.signal });
  controller.abort();
  await rejects(aborted, 'AbortError', 'The operation was aborted');
});

test('stream: finished', async () => {
  const readable = Readable.from(['a']);
  const ended = new Promise((resolve) => finished(readable, resolve));
  readable.resume();
  equal(await ended, undefined);
});

test('stream: the old way', async () => {
  function Counter() { Readable.call(this, { objectMode: true }); this.count = 0; }
  inherits(Counter, Readable);
  Counter.prototype._read = function () { this.push(this.count < 3 ? { n: this.count++ } : null); };
  const seen = [];
  for await (const { n } of new Counter()) seen.push(n);
  equal(seen.join(), '0,1,2');
});

test('stream: with those of the Web', async () => {
  const web = Readable.toWeb(Readable.from([Buffer.from('ab'), Buffer.from('cd')], { objectMode: false }));
  const bytes = [];
  for await (const chunk of web) bytes.push(...chunk);
  equal(bytes, [97, 98, 99, 100]);
  equal(await collect(Readable.fromWeb(new ReadableStream({ start(controller) { controller.enqueue(new TextEncoder().encode('web')); controller.close(); } }))), 'web');
  const target = sink();
  await new ReadableStream({ start(controller) { controller.enqueue('to'); controller.enqueue('node'); controller.close(); } }).pipeTo(Writable.toWeb(target));
  equal(target.chunks.join(), 'to,node');
});
