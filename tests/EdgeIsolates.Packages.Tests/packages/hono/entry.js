import { Hono } from 'hono';
import { basicAuth } from 'hono/basic-auth';
import { getCookie, setCookie } from 'hono/cookie';
import { cors } from 'hono/cors';
import { etag } from 'hono/etag';
import { HTTPException } from 'hono/http-exception';
import { decode, jwt, sign, verify } from 'hono/jwt';
import { stream, streamSSE, streamText } from 'hono/streaming';
import { answer, equal, ok, rejects } from '../checks.js';

const app = new Hono();
app.get('/checks', (c) => answer(checks, c.env));
app.get('/book/:id{[0-9]+}', (c) => c.json({ id: c.req.param('id'), page: c.req.query('page') }));
app.post('/echo', async (c) => c.json(await c.req.json(), 201));
app.post('/form', async (c) => {
  const form = await c.req.parseBody();
  return c.text(`${form.name} ${await form.file.text()}`);
});
app.use('/timed/*', async (c, next) => {
  c.set('user', 'ada');
  await next();
  c.header('x-after', 'yes');
});
app.get('/timed/hello', (c) => c.text(`hello ${c.get('user')}`));
app.use('/private/*', basicAuth({ username: 'ada', password: 'lovelace' }));
app.get('/private/page', (c) => c.text('secret'));
app.use('/token/*', jwt({ secret: 'it is a secret', alg: 'HS256' }));
app.get('/token/page', (c) => c.json(c.get('jwtPayload')));
app.use('/shared/*', cors({ origin: 'https://example.org' }), etag());
app.get('/shared/page', (c) => c.html('<p>shared</p>'));
app.get('/cookie', (c) => {
  setCookie(c, 'seen', 'now', { httpOnly: true, path: '/' });
  return c.text(getCookie(c, 'seen') ?? 'never');
});
app.get('/fails', () => { throw new HTTPException(418, { message: 'teapot' }); });
app.get('/stream/bytes', (c) => stream(c, async (out) => {
  await out.write(new Uint8Array([104, 105]));
  await out.pipe(new Blob([' there']).stream());
}));
app.get('/stream/text', (c) => streamText(c, async (out) => {
  for (let i = 0; i < 3; i++) {
    await out.writeln(`line ${i}`);
    await out.sleep(1);
  }
}));
app.get('/stream/events', (c) => streamSSE(c, async (out) => {
  await out.writeSSE({ event: 'time', id: '1', data: 'now' });
}));
app.notFound((c) => c.text('nothing here', 404));

const text = async (path, init) => (await app.request(path, init)).text();

const checks = {
  'routes by pattern and query': async () => {
    equal(await (await app.request('/book/12?page=3')).json(), { id: '12', page: '3' });
    equal((await app.request('/book/twelve')).status, 404);
  },
  'reads and writes JSON': async () => {
    const response = await app.request('/echo', { method: 'POST', body: '{"a":[1]}', headers: { 'content-type': 'application/json' } });
    equal([response.status, await response.json()], [201, { a: [1] }]);
  },
  'reads a form with a file': async () => {
    const body = new FormData();
    body.append('name', 'ada');
    body.append('file', new File(['content'], 'a.txt'));
    equal(await text('/form', { method: 'POST', body }), 'ada content');
  },
  'runs middleware around a handler': async () => {
    const response = await app.request('/timed/hello');
    equal([await response.text(), response.headers.get('x-after')], ['hello ada', 'yes']);
  },
  'basic auth': async () => {
    equal((await app.request('/private/page')).status, 401);
    equal(await text('/private/page', { headers: { authorization: `Basic ${btoa('ada:lovelace')}` } }), 'secret');
  },
  'hono/jwt signs and verifies': async () => {
    const key = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']);
    const token = await sign({ sub: 'ada' }, key.privateKey, 'ES256');
    equal(await verify(token, key.publicKey, 'ES256'), { sub: 'ada' });
    equal(decode(token).header.alg, 'ES256');
    await rejects(async () => verify(await sign({ sub: 'ada' }, 'one', 'HS256'), 'two', 'HS256'));
  },
  'hono/jwt as middleware': async () => {
    equal((await app.request('/token/page')).status, 401);
    const authorization = `Bearer ${await sign({ sub: 'ada' }, 'it is a secret', 'HS256')}`;
    equal(await text('/token/page', { headers: { authorization } }), '{"sub":"ada"}');
  },
  'CORS and ETag': async () => {
    const first = await app.request('/shared/page', { headers: { origin: 'https://example.org' } });
    equal(first.headers.get('access-control-allow-origin'), 'https://example.org');
    const again = await app.request('/shared/page', { headers: { 'if-none-match': first.headers.get('etag') } });
    equal(again.status, 304);
    equal((await app.request('/shared/page', { method: 'OPTIONS', headers: { origin: 'https://example.org' } })).status, 204);
  },
  'cookies': async () => {
    const response = await app.request('/cookie', { headers: { cookie: 'a=b; seen=before' } });
    equal([await response.text(), response.headers.getSetCookie()], ['before', ['seen=now; Path=/; HttpOnly']]);
  },
  'errors and what is not found': async () => {
    const failed = await app.request('/fails');
    equal([failed.status, await failed.text()], [418, 'teapot']);
    equal(await text('/nowhere'), 'nothing here');
  },
  'streams bytes': async () => equal(await text('/stream/bytes'), 'hi there'),
  'streams text': async () => equal(await text('/stream/text'), 'line 0\nline 1\nline 2\n'),
  'streams events': async () => {
    const response = await app.request('/stream/events');
    ok(response.headers.get('content-type').startsWith('text/event-stream'));
    equal(await response.text(), 'event: time\ndata: now\nid: 1\n\n');
  },
};

export default app;
