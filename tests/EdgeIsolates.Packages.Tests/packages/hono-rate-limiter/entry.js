// hono-rate-limiter with each of its stores on Workers: a Durable Object, a KV namespace, the rate limiter of the platform.
import { Hono } from 'hono';
import { rateLimiter } from 'hono-rate-limiter';
import { DurableObjectRateLimiter, DurableObjectStore, WorkersKVStore } from '@hono-rate-limiter/cloudflare';
import { answer, equal } from '../checks.js';

export { DurableObjectRateLimiter };

const limits = { windowMs: 60_000, limit: 3, keyGenerator: (c) => c.req.query('key') };
const app = new Hono();
app.use('/object', (c, next) => rateLimiter({ ...limits, store: new DurableObjectStore({ namespace: c.env.DurableObjectRateLimiter }) })(c, next));
app.use('/kv', (c, next) => rateLimiter({ ...limits, store: new WorkersKVStore({ namespace: c.env.KV }) })(c, next));
app.use('/platform', (c, next) => rateLimiter({ binding: c.env.LIMITER, keyGenerator: limits.keyGenerator })(c, next));
app.get('*', (c) => c.text('passed'));

async function ask(env, path, times) {
  const statuses = [];
  for (let i = 0; i < times; i++) statuses.push((await app.request(path, {}, env)).status);
  return statuses;
}

const refusesTheFourth = (path) => async (env) => {
  equal(await ask(env, `${path}?key=ada`, 5), [200, 200, 200, 429, 429]);
  equal(await ask(env, `${path}?key=bob`, 1), [200]);
};

const checks = {
  'counts in a Durable Object': refusesTheFourth('/object'),
  'counts in KV': refusesTheFourth('/kv'),
  'counts by the platform': refusesTheFourth('/platform'),
  'says what is left': async (env) => {
    const response = await app.request('/object?key=cy', {}, env);
    equal([response.headers.get('ratelimit-limit'), response.headers.get('ratelimit-remaining')], ['3', '2']);
  },
};

export default { fetch: (request, env) => answer(checks, env) };
