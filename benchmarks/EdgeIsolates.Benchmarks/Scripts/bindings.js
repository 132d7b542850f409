// Each case: calls of one binding, one after another. The path names the case, the query how many calls.
import { DurableObject, WorkerEntrypoint } from 'cloudflare:workers';

export class Counter extends DurableObject {
  ping() { return 1; }
  async add() {
    const count = ((await this.ctx.storage.get('count')) ?? 0) + 1;
    await this.ctx.storage.put('count', count);
    return count;
  }
}

export class Callee extends WorkerEntrypoint {
  fetch() { return new Response('1'); }
  add(a, b) { return a + b; }
}

const cases = {
  host: (env) => env.ADDER.add(1, 2),
  'host record': (env) => env.ADDER.get('sku-1'),
  'service rpc': (env) => env.SELF.add(1, 2),
  'service fetch': async (env) => (await env.SELF.fetch('https://callee/')).text(),
  'kv get cached': (env) => env.KV.get('key', { cacheTtl: 60 }),
  'kv get': (env) => env.KV.get('key'),
  'd1 first': (env) => env.DB.prepare('SELECT value FROM things WHERE id = ?').bind(7).first('value'),
  'object call': (env) => env.COUNTER.getByName('one').ping(),
  'object write': (env) => env.COUNTER.getByName('one').add(),
};

export default {
  async fetch(request, env) {
    const { pathname, searchParams } = new URL(request.url), name = decodeURIComponent(pathname.slice(1)), times = Number(searchParams.get('times'));
    if (name === 'prepare') {
      await env.KV.put('key', 'value');
      await env.DB.exec('CREATE TABLE IF NOT EXISTS things (id INTEGER PRIMARY KEY, value TEXT)');
      await env.DB.prepare('INSERT OR REPLACE INTO things VALUES (7, ?)').bind('value').run();
      return new Response('ready');
    }
    const run = cases[name];
    let last;
    for (let i = 0; i < times; i++) last = await run(env);
    return new Response(JSON.stringify(last));
  },
};
