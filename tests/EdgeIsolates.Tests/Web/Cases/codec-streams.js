// Streams of text, of bytes with a known length, and compressed ones.
const encoder = new TextEncoder(), decoder = new TextDecoder();
const formats = ['gzip', 'deflate', 'deflate-raw', 'brotli'];

const through = (chunks, ...stages) => stages.reduce((stream, stage) => stream.pipeThrough(stage), ReadableStream.from(chunks));

async function collect(stream) {
  const parts = [];
  let length = 0;
  for await (const part of stream) {
    parts.push(part);
    length += part.byteLength;
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.byteLength;
  }
  return whole;
}

async function texts(stream) {
  let text = '';
  for await (const part of stream) text += part;
  return text;
}

test('TextEncoderStream joins a surrogate pair that two chunks cut', async () => {
  equal(decoder.decode(await collect(through(['a\ud83d', '\ude00b', '\ud800'], new TextEncoderStream()))), 'a\u{1f600}b\ufffd');
});

test('TextDecoderStream joins a sequence that chunks cut', async () => {
  const parts = Array.from(encoder.encode('\u20ac-\u{1f600}'), (byte) => Uint8Array.of(byte));
  equal(await texts(through(parts, new TextDecoderStream())), '\u20ac-\u{1f600}');
  const stream = new TextDecoderStream('utf-16le', { fatal: true, ignoreBOM: true });
  equal(`${stream.encoding} ${stream.fatal} ${stream.ignoreBOM}`, 'utf-16le true true');
  await rejects(texts(through([Uint8Array.of(0xe2)], new TextDecoderStream('utf-8', { fatal: true }))), 'TypeError');
});

test('each format compresses and decompresses', async () => {
  const text = 'compress me '.repeat(20000);
  for (const format of formats) {
    const packed = await collect(through([encoder.encode(text)], new CompressionStream(format)));
    if (packed.byteLength * 20 > text.length) throw new Error(`${format} made ${packed.byteLength} bytes`);
    equal(decoder.decode(await collect(through([packed], new DecompressionStream(format)))), text, format);
    const bytewise = Array.from(packed, (byte) => Uint8Array.of(byte));
    equal(decoder.decode(await collect(through(bytewise, new DecompressionStream(format)))), text, format);
  }
});

test('nothing compresses to an empty file, and nothing is no file', async () => {
  for (const format of formats) {
    const packed = await collect(through([], new CompressionStream(format)));
    equal((await collect(through([packed], new DecompressionStream(format)))).byteLength, 0, format);
    await rejects(collect(through([], new DecompressionStream(format))), 'TypeError', 'ends before');
  }
});

test('broken, cut and overlong data is refused', async () => {
  for (const format of formats) {
    const packed = await collect(through([encoder.encode('hello')], new CompressionStream(format)));
    await rejects(collect(through([packed.slice(0, -1)], new DecompressionStream(format))), 'TypeError', 'ends before');
    await rejects(collect(through([packed, Uint8Array.of(0)], new DecompressionStream(format))), 'TypeError', 'after the end');
    await rejects(collect(through([new Uint8Array(20).fill(0xff)], new DecompressionStream(format))), 'TypeError', 'not valid');
  }
  throws(() => new DecompressionStream('zip'), 'TypeError', 'zip');
  await rejects(collect(through(['text'], new CompressionStream('gzip'))), 'TypeError');
});

test('output waits for its reader, piece by piece', async () => {
  const packed = await collect(through([new Uint8Array(1 << 20)], new CompressionStream('gzip')));
  const stream = new DecompressionStream('gzip');
  const writer = stream.writable.getWriter();
  let written = false;
  writer.write(packed).then(() => { written = true; });
  const reader = stream.readable.getReader();
  const { value } = await reader.read();
  equal(value.byteLength <= 65536, true);
  await new Promise((resolve) => setTimeout(resolve, 0));
  equal(written, false);
  await reader.cancel();
});

test('IdentityTransformStream passes bytes to BYOB readers and takes nothing else', async () => {
  const { readable, writable } = new IdentityTransformStream();
  const writer = writable.getWriter(), chunk = encoder.encode('abc');
  writer.write(chunk);
  writer.close();
  const reader = readable.getReader({ mode: 'byob' });
  const { value } = await reader.read(new Uint8Array(2));
  equal(`${decoder.decode(value)} ${chunk.byteLength}`, 'ab 3');
  equal(decoder.decode((await reader.read(new Uint8Array(2))).value), 'c');
  equal((await reader.read(new Uint8Array(2))).done, true);
  await rejects(new IdentityTransformStream().writable.getWriter().write('text'), 'TypeError', 'bytes');
  equal(new IdentityTransformStream() instanceof TransformStream, true);
});

test('FixedLengthStream holds its promise', async () => {
  equal(decoder.decode(await collect(through([encoder.encode('abc')], new FixedLengthStream(3)))), 'abc');
  await rejects(collect(through([encoder.encode('abc')], new FixedLengthStream(2))), 'TypeError', 'More than the 2 bytes');
  await rejects(collect(through([encoder.encode('abc')], new FixedLengthStream(5n))), 'TypeError', '2 bytes before its length of 5');
  throws(() => new FixedLengthStream(-1), 'TypeError');
});

test('ArrayBuffers can be transferred and resized on the way', () => {
  const buffer = encoder.encode('abcd').buffer, longer = buffer.transfer(6);
  equal(`${buffer.detached} ${longer.byteLength} ${new Uint8Array(longer)}`, 'true 6 97,98,99,100,0,0');
  equal(longer.transferToFixedLength(2).byteLength, 2);
  throws(() => buffer.transfer(), 'TypeError', 'detached');
});
