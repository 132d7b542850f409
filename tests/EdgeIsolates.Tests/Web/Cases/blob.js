test('parts of every kind, and what they were when the blob was made', async () => {
  const bytes = new Uint8Array([104, 105]);
  const blob = new Blob(['a\u00e9\ud800', bytes, new DataView(bytes.buffer, 1), bytes.buffer, new Blob(['z']), 5, { toString: () => 'o' }]);
  bytes[0] = 0;
  equal(await blob.text(), 'a\u00e9\ufffdhiihiz5o');
  equal(blob.size, 14);
  throws(() => new Blob('text'), 'TypeError', 'sequence');
  throws(() => new Blob([Symbol('s')]), 'TypeError');
});
test('types are lower case, or nothing', () => {
  equal(new Blob([], { type: 'Text/Plain;Charset=X' }).type, 'text/plain;charset=x');
  equal(new Blob([], { type: 'text/\u00e9' }).type, '');
  equal(new Blob(['x']).slice(0, 1, 'A/B').type, 'a/b');
  throws(() => new Blob([], { endings: 'other' }), 'TypeError', 'EndingType');
});
test('line endings', async () => {
  equal(await new Blob(['a\r\nb\rc\nd'], { endings: 'native' }).text(), 'a\nb\nc\nd');
  equal(await new Blob(['a\r\nb']).text(), 'a\r\nb');
});
test('slices share, clamp and count from the end', async () => {
  const blob = new Blob(['0123456789']);
  const cases = [[2, 5, '234'], [-3, undefined, '789'], [0, -8, '01'], [5, 2, ''], [-100, 100, '0123456789'], [1e30, undefined, ''], [NaN, 1, '0']];
  for (const [start, end, expected] of cases) equal(await blob.slice(start, end).text(), expected, `${start},${end}`);
  const big = new Blob([new Uint8Array(10000).fill(65), new Blob([new Uint8Array(10000).fill(66)]), 'end']);
  equal(await big.slice(9999, 10001).text(), 'AB');
  equal(await big.slice(19998).slice(1).text(), 'Bend');
});
test('bytes given out are copies', async () => {
  const blob = new Blob(['abc']), first = await blob.bytes();
  first[0] = 0;
  new Uint8Array(await blob.arrayBuffer())[1] = 0;
  equal(await blob.text(), 'abc');
  await rejects(Blob.prototype.text.call({}), 'TypeError');
});
test('a blob streams in pieces, into buffers of the reader too', async () => {
  const blob = new Blob([new Uint8Array(100000).fill(1), 'tail']);
  let size = 0, chunks = 0;
  for await (const chunk of blob.stream()) { size += chunk.length; chunks++; }
  equal([size, chunks], [100004, 2]);
  const reader = blob.slice(99998).stream().getReader({ mode: 'byob' });
  const { value } = await reader.read(new Uint8Array(100));
  equal(Array.from(value), [1, 1, 116, 97, 105, 108]);
  equal((await reader.read(new Uint8Array(1))).done, true);
});
test('blobs doubled again and again end in an error', () => {
  let blob = new Blob([new Uint8Array(1 << 20)]);
  throws(() => { for (let i = 0; i < 60; i++) blob = new Blob([blob, blob]); }, 'RangeError', 'allocation');
});
test('File', () => {
  const file = new File(['x'], 'a/b\ud800', { type: 'T/X', lastModified: -1.9 });
  equal([file.name, file.type, file.size, file.lastModified, file instanceof Blob, `${file}`], ['a/b\ufffd', 't/x', 1, -1, true, '[object File]']);
  equal(Math.abs(new File([], 'n').lastModified - Date.now()) < 60000, true);
  throws(() => new File([]), 'TypeError', '2 arguments');
  equal(file.slice() instanceof File, false);
});
test('object URLs', () => {
  const blob = new Blob(['x']), url = URL.createObjectURL(blob);
  equal(/^blob:null\/[0-9a-f]{8}-[0-9a-f-]{27}$/.test(url), true);
  equal(URL.createObjectURL(blob) === url, false);
  equal(URL.revokeObjectURL(url), undefined);
  throws(() => URL.createObjectURL({}), 'TypeError', 'Blob');
});
test('a blob is a body', async () => {
  const response = new Response(new Blob(['bytes \u20ac'], { type: 'Text/X' }));
  equal(response.headers.get('content-type'), 'text/x');
  equal(await response.text(), 'bytes \u20ac');
  equal(new Response(new Blob(['x'])).headers.get('content-type'), null);
  const blob = new Blob(['abc']);
  (await new Response(blob).bytes())[0] = 0;
  equal(await blob.text(), 'abc');
});
