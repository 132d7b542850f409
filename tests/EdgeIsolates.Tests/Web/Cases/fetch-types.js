test('Headers combine, sort and validate', () => {
  const headers = new Headers([['B', ' 2 '], ['a', '1'], ['b', '3'], ['set-cookie', 'x=1'], ['Set-Cookie', 'y=2']]);
  equal(headers.get('b'), '2, 3');
  equal(headers.getSetCookie(), ['x=1', 'y=2']);
  equal([...headers].map((pair) => pair.join('=')), ['a=1', 'b=2, 3', 'set-cookie=x=1', 'set-cookie=y=2']);
  throws(() => headers.set('bad name', 'x'), 'TypeError', 'Invalid header name');
  throws(() => headers.append('x', 'a\nb'), 'TypeError');
  throws(() => headers.append('x', '\u0100'), 'TypeError', 'ByteString');
});
test('the headers of the incoming request', () => {
  const { request } = context;
  equal(request.headers.get('X-Case'), 'one');
  throws(() => request.headers.set('x', 'y'), 'TypeError', 'immutable');
  const copy = new Headers(request.headers);
  copy.set('x', 'y');
  equal(copy.get('x-case'), 'one');
});
test('the incoming request', async () => {
  const { request } = context;
  equal(request instanceof Request, true);
  equal(request.method, 'POST');
  equal(new URL(request.url).pathname, '/path');
  equal(request.bodyUsed, false);
  const copy = request.clone();
  equal(await request.json(), { n: 1 });
  equal(request.bodyUsed, true);
  await rejects(request.text(), 'TypeError', 'text() comes after json()');
  equal(await copy.text(), '{"n":1}');
  equal(request.signal.aborted, false);
});
test('errors name what took the body of a Request', async () => {
  const request = new Request('data:,x', { method: 'POST', body: 'b' }), other = new Request('data:,x', { method: 'POST', body: 'b' });
  await fetch(request);
  await rejects(request.text(), 'TypeError', 'text() comes after fetch()');
  new Request(other);
  await rejects(other.text(), 'TypeError', 'text() comes after new Request()');
});
test('bodies of each kind', async () => {
  equal(await new Response('h\u00e9').text(), 'h\u00e9');
  equal(new Response('x').headers.get('content-type'), 'text/plain;charset=UTF-8');
  equal(new Response(new URLSearchParams('a=b')).headers.get('content-type'), 'application/x-www-form-urlencoded;charset=UTF-8');
  const bytes = new Uint8Array([104, 105]);
  const response = new Response(bytes);
  bytes[0] = 0;
  equal(response.headers.get('content-type'), null);
  equal(await response.text(), 'hi');
  equal(new Uint8Array(await new Response(new DataView(new Uint8Array([1, 2, 3]).buffer, 1)).arrayBuffer()).join(), '2,3');
  equal((await new Response('\u20ac').bytes()).length, 3);
  equal(await new Response('\ufeffx').text(), 'x');
  equal(await new Response('\ud800').text(), '\ufffd');
  equal(await new Response().text(), '');
  await rejects(new Response('{').json(), 'SyntaxError');
});
test('a clone keeps its own bytes', async () => {
  const response = new Response(new Uint8Array([1, 2]));
  const copy = response.clone();
  (await response.bytes())[0] = 9;
  equal((await copy.bytes())[0], 1);
  throws(() => response.clone(), 'TypeError', 'read');
});
test('Response statics and faults', () => {
  equal(Response.json({ a: 1 }, { status: 201 }).status, 201);
  throws(() => Response.json(undefined), 'TypeError');
  equal(Response.redirect('https://h/x', 307).headers.get('location'), 'https://h/x');
  throws(() => Response.redirect('https://h', 200), 'RangeError');
  equal(Response.error().type, 'error');
  throws(() => new Response('', { status: 204 }), 'TypeError');
  throws(() => new Response('', { status: 700 }), 'RangeError');
  throws(() => new Response('', { statusText: '\n' }), 'TypeError');
});
test('Request construction', async () => {
  const request = new Request('https://h/p', { method: 'post', body: 'x', headers: { A: 'b' } });
  equal(request.method, 'POST');
  equal(request.headers.get('content-type'), 'text/plain;charset=UTF-8');
  const next = new Request(request, { headers: { c: 'd' } });
  equal(request.bodyUsed, true);
  equal(next.headers.get('a'), null);
  equal(await next.text(), 'x');
  throws(() => new Request('https://h', { body: 'x' }), 'TypeError', 'cannot have a body');
  throws(() => new Request('/relative'), 'TypeError', 'Invalid URL');
  throws(() => new Request('https://h', { method: 'TRACE' }), 'TypeError');
  throws(() => new Request('https://u:p@h'), 'TypeError', 'credentials');
  throws(() => new Request('https://h', { mode: 'sideways' }), 'TypeError');
});
test('brand checks', () => {
  throws(() => Request.prototype.method, 'TypeError');
  throws(() => Object.create(Headers.prototype).get('a'), 'TypeError');
  equal(Object.prototype.toString.call(new Headers()), '[object Headers]');
});
