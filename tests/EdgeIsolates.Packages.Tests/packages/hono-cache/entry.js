// Hono's middleware that keeps answers by the Cache API.
import { Hono } from 'hono';
import { cache } from 'hono/cache';
import { answer, equal } from '../checks.js';

let calls = 0;
const app = new Hono();
app.get('/checks', (c) => answer(checks, c.env));
app.use('/kept/*', cache({ cacheName: 'pages', wait: true, cacheControl: 'max-age=60', vary: 'x-language' }));
app.get('/kept/page', (c) => c.text(`${c.req.header('x-language') ?? 'none'} ${++calls}`));
app.get('/kept/cookie', (c) => c.text(`cookie ${++calls}`, 200, { 'set-cookie': 'a=b' }));
app.get('/kept/missing', (c) => c.text(`missing ${++calls}`, 404));
app.use('/private/*', cache({ cacheName: 'private', wait: true, cacheControl: 'private, max-age=60' }));
app.get('/private/page', (c) => c.text(`private ${++calls}`));

const ask = async (path, headers = {}) => {
  const response = await app.request(path, { headers });
  return { text: await response.text(), headers: response.headers };
};

const checks = {
  'answers from the cache the second time': async () => {
    const first = await ask('/kept/page'), second = await ask('/kept/page');
    equal(second.text, first.text);
    equal([second.headers.get('cache-control'), second.headers.get('cf-cache-status'), second.headers.get('age')], ['max-age=60', 'HIT', '0']);
  },
  'keeps answers apart by vary': async () => {
    const german = await ask('/kept/page', { 'x-language': 'de' }), english = await ask('/kept/page', { 'x-language': 'en' });
    equal((await ask('/kept/page', { 'x-language': 'de' })).text, german.text);
    equal((await ask('/kept/page', { 'x-language': 'en' })).text, english.text);
    equal(german.text === english.text, false);
  },
  'keeps no cookies': async () => {
    equal((await ask('/kept/cookie')).text === (await ask('/kept/cookie')).text, false);
  },
  'keeps no errors unless told': async () => {
    equal((await ask('/kept/missing')).text === (await ask('/kept/missing')).text, false);
  },
  'keeps nothing private': async () => {
    equal((await ask('/private/page')).text === (await ask('/private/page')).text, false);
  },
};

export default app;
