test('entries', () => {
  const form = new FormData();
  form.append('a', 1);
  form.append('b', 'x\ud800');
  form.append('a', new Blob(['data'], { type: 'text/x' }));
  form.append('f', new Blob(['data']), 'named.txt');
  equal([...form.keys()], ['a', 'b', 'a', 'f']);
  equal([form.get('a'), form.get('b'), form.get('missing'), form.getAll('a').length, form.has('f')], ['1', 'x\ufffd', null, 2, true]);
  equal([form.getAll('a')[1].name, form.getAll('a')[1].type, form.get('f').name], ['blob', 'text/x', 'named.txt']);
  form.set('a', 'only');
  equal([...form].map(([name]) => name), ['a', 'b', 'f']);
  form.delete('f');
  equal([...form], [['a', 'only'], ['b', 'x\ufffd']]);
  throws(() => form.append('a', 'text', 'name'), 'TypeError', 'Blob');
  throws(() => new FormData({}), 'TypeError', 'HTMLFormElement');
  throws(() => form.set('a'), 'TypeError', '2 arguments');
});
test('a file keeps what it is, or gets another name', () => {
  const form = new FormData(), file = new File(['x'], 'a.txt', { lastModified: 7 });
  form.set('f', file);
  equal(form.get('f') === file, true);
  form.set('f', file, 'b.txt');
  equal([form.get('f').name, form.get('f').lastModified], ['b.txt', 7]);
});

const boundaryOf = (response) => /^multipart\/form-data; boundary=(.+)$/.exec(response.headers.get('content-type'))[1];

test('a form as a body', async () => {
  const form = new FormData();
  form.append('a"\r\n', 'one\ntwo');
  form.append('f', new File(['\u20ac'], 'q".txt', { type: 'text/x' }));
  form.append('empty', new Blob([]));
  const response = new Response(form), boundary = boundaryOf(response);
  equal(await response.text(), [
    `--${boundary}`, 'Content-Disposition: form-data; name="a%22%0D%0A"', '', 'one\r\ntwo',
    `--${boundary}`, 'Content-Disposition: form-data; name="f"; filename="q%22.txt"', 'Content-Type: text/x', '', '\u20ac',
    `--${boundary}`, 'Content-Disposition: form-data; name="empty"; filename="blob"', 'Content-Type: application/octet-stream', '', '',
    `--${boundary}--`, '',
  ].join('\r\n'));
});

const parse = (text, type = 'multipart/form-data; boundary=B') => new Response(text, { headers: { 'content-type': type } }).formData();
const part = (headers, content) => `--B\r\n${headers}\r\n\r\n${content}\r\n`;

test('a form goes out and comes back', async () => {
  const form = new FormData();
  form.append('text', 'a\u20ac"\r\n');
  form.append('file', new File([new Uint8Array([0, 13, 10, 45, 45, 255])], 'n\u00e9"\n.bin', { type: 'a/b' }));
  const back = await new Response(form).formData();
  equal([...back.keys()], ['text', 'file']);
  equal(back.get('text'), 'a\u20ac"\r\n');
  const file = back.get('file');
  equal([file.name, file.type, Array.from(await file.bytes())], ['n\u00e9"\r\n.bin', 'a/b', [0, 13, 10, 45, 45, 255]]);
});
test('forms of other clients', async () => {
  const form = await parse(`\r\n${part('content-disposition: FORM-DATA; filename=a.txt; name=x; filename*=utf-8\'\'b\r\nX-Other: 1', 'data')}${
    part('Content-Type: text/plain\r\nContent-Disposition: form-data; name="t"', '\r\n--\r\n')}--B--`);
  equal([form.get('x').name, form.get('x').type, await form.get('x').text()], ['a.txt', 'text/plain', 'data']);
  equal(form.get('t'), '\r\n--\r\n');
  equal([...(await parse('--B--\r\n'))], []);
  equal([...(await parse('a=1&b=%20x+y&=z', 'application/x-www-form-urlencoded;charset=x'))], [['a', '1'], ['b', ' x y'], ['', 'z']]);
});
test('what is no form is refused with a reason', async () => {
  const good = part('Content-Disposition: form-data; name="a"', '1');
  await rejects(parse(good), 'TypeError', 'line break');
  await rejects(parse('no boundary'), 'TypeError', 'begin with the boundary');
  await rejects(parse(part('Content-Disposition: form-data', '1')), 'TypeError', 'no name');
  await rejects(parse(part('Content-Disposition: attachment; name="a"', '1')), 'TypeError', 'not form-data');
  await rejects(parse('--B\r\nContent-Disposition: form-data; name="a"\r\n\r\nnever ends'), 'TypeError', 'ends within a part');
  await rejects(parse(part('bad header', '1')), 'TypeError', 'header without a name');
  await rejects(parse(good, 'multipart/form-data'), 'TypeError', 'boundary');
  await rejects(parse('x', 'text/plain'), 'TypeError', 'text/plain');
});
test('form bombs are refused', async () => {
  const one = part('Content-Disposition: form-data; name="a"', '');
  await rejects(parse(`${one.repeat(10001)}--B--`), 'TypeError', '10000 parts');
  equal([...(await parse(`${one.repeat(2000)}--B--`))].length, 2000);
  await rejects(parse(part(`Content-Disposition: form-data; name="${'n'.repeat(20000)}"`, '')), 'TypeError', '16384 bytes');
  await rejects(parse(part(`Content-Disposition: form-data; name="a"\r\n${'X: y\r\n'.repeat(4000)}Z: z`, '')), 'TypeError', '16384 bytes');
  await rejects(parse(`--B\r\nContent-Disposition: form-data; name="a"\r\n\r\n${'\r'.repeat(100000)}`), 'TypeError', 'ends within');
});
