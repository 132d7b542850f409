// Cloudflare's own server of static files: a KV namespace behind the Cache API.
import { getAssetFromKV, NotFoundError, MethodNotAllowedError } from '@cloudflare/kv-asset-handler';
import { answer, equal, rejects } from '../checks.js';

const manifest = { 'index.html': 'index.1.html', 'app.js': 'app.2.js', 'picture.png': 'picture.3.png' };
const picture = new Uint8Array([137, 80, 78, 71, 0, 255]);

async function fill(kv) {
  await kv.put('index.1.html', '<h1>hello</h1>');
  await kv.put('app.2.js', 'let a = "ü";');
  await kv.put('picture.3.png', picture);
}

async function ask(env, path, init = {}) {
  const pending = [];
  const event = { request: new Request(`https://site.example${path}`, init), waitUntil: (promise) => pending.push(promise) };
  const response = await getAssetFromKV(event, { ASSET_NAMESPACE: env.KV, ASSET_MANIFEST: manifest, cacheControl: { browserTTL: 10, edgeTTL: 60 } });
  await Promise.all(pending);
  return response;
}

const checks = {
  'serves text and bytes with their types': async (env) => {
    await fill(env.KV);
    const page = await ask(env, '/'), script = await ask(env, '/app.js'), image = await ask(env, '/picture.png');
    equal([page.status, page.headers.get('content-type'), await page.text()], [200, 'text/html; charset=utf-8', '<h1>hello</h1>']);
    equal(await script.text(), 'let a = "ü";');
    equal([image.headers.get('content-type'), new Uint8Array(await image.arrayBuffer())], ['image/png', picture]);
  },
  'answers from the cache the second time': async (env) => {
    await fill(env.KV);
    await (await ask(env, '/app.js')).text();
    await env.KV.delete('app.2.js');
    const again = await ask(env, '/app.js');
    equal([again.status, again.headers.get('cf-cache-status'), await again.text()], [200, 'HIT', 'let a = "ü";']);
  },
  'says that nothing has changed': async (env) => {
    await fill(env.KV);
    const first = await ask(env, '/app.js');
    await first.text();
    const again = await ask(env, '/app.js', { headers: { 'if-none-match': first.headers.get('etag') } });
    equal(again.status, 304);
  },
  'gives a part': async (env) => {
    await fill(env.KV);
    await (await ask(env, '/')).text();
    const part = await ask(env, '/', { headers: { range: 'bytes=4-8' } });
    equal([part.status, part.headers.get('content-range'), await part.text()], [206, 'bytes 4-8/14', 'hello']);
  },
  'refuses what it has not': async (env) => {
    await rejects(() => ask(env, '/nothing.txt'), NotFoundError);
    await rejects(() => ask(env, '/', { method: 'POST' }), MethodNotAllowedError);
  },
};

export default { fetch: (request, env) => answer(checks, env) };
