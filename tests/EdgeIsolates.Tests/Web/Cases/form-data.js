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
