// A function in TypeScript that uses what edge-isolates.d.ts declares: it must compile, and each check must hold in the isolate.
/// <reference path="../../../../src/EdgeIsolates/Types/edge-isolates.d.ts" />

import { DurableObject, RpcTarget, WorkerEntrypoint, env as importedEnv, withEnv } from 'cloudflare:workers';

interface Env {
  readonly Counter: DurableObjectNamespace<Counter>;
  readonly GREETING?: string;
  readonly KV: KVNamespace;
  readonly BUCKET: R2Bucket;
  readonly DB: D1Database;
}

const hex = (data: ArrayBuffer) => Array.from(new Uint8Array(data), (byte) => byte.toString(16).padStart(2, '0')).join('');

async function sql(db: D1Database): Promise<boolean> {
  await db.exec('CREATE TABLE typed (id INTEGER PRIMARY KEY, name TEXT)');
  const [inserted] = await db.batch([db.prepare('INSERT INTO typed (name) VALUES (?), (?)').bind('a', null)]);
  const { results } = await db.prepare('SELECT id, name FROM typed').all<{ id: number; name: string | null }>();
  const [columns, ...rows] = await db.prepare('SELECT id FROM typed').raw<[number]>({ columnNames: true });
  const name: string | null = await db.prepare('SELECT name FROM typed WHERE id = ?').bind(1).first<string>('name');
  return inserted?.meta.changes === 2 && results[0]?.name === 'a' && columns[0] === 'id' && rows[1]?.[0] === 2 && name === 'a';
}

async function objects(bucket: R2Bucket): Promise<boolean> {
  const put = await bucket.put('typed', 'hello', { httpMetadata: { contentType: 'text/plain' }, customMetadata: { a: 'b' }, storageClass: 'Standard' });
  const part = await bucket.get('typed', { range: { offset: 1, length: 2 } });
  const unchanged = await bucket.get('typed', { onlyIf: { etagDoesNotMatch: put.etag } });
  const { objects: [first], truncated } = await bucket.list({ include: ['customMetadata'] });
  const upload = await bucket.createMultipartUpload('parts');
  const whole = await upload.complete([await upload.uploadPart(1, new Blob(['x']), {})]);
  await bucket.delete(['typed', 'parts']);
  return (await part?.text()) === 'el' && unchanged !== null && !('body' in unchanged) && first?.customMetadata?.['a'] === 'b' && !truncated && whole.size === 1;
}

async function digestStream(): Promise<boolean> {
  const stream: DigestStream = new crypto.DigestStream('SHA-256');
  const writer = stream.getWriter();
  await writer.write('abc');
  await writer.close();
  return hex(await stream.digest).startsWith('ba7816bf') && stream.bytesWritten === 3n;
}

function timingSafeEqual(): boolean {
  const encoder = new TextEncoder();
  return crypto.subtle.timingSafeEqual(encoder.encode('same'), encoder.encode('same'));
}

async function fixedLength(): Promise<boolean> {
  const { readable, writable } = new FixedLengthStream(2);
  const writer = writable.getWriter();
  void writer.write(new Uint8Array([104, 105])).then(() => writer.close());
  return (await new Response(readable).text()) === 'hi';
}

async function identity(): Promise<boolean> {
  const through = new Blob(['hi']).stream().pipeThrough(new IdentityTransformStream());
  return (await new Response(through).text()) === 'hi';
}

function urlPattern(): boolean {
  const pattern = new URLPattern({ pathname: '/books/:id' });
  return pattern.exec('https://example.com/books/12')?.pathname.groups['id'] === '12' && pattern.test({ pathname: '/books/1' });
}

async function streams(): Promise<boolean> {
  const seen: number[] = [];
  const source = new ReadableStream<number>({ start(controller) { controller.enqueue(1); controller.enqueue(2); controller.close(); } });
  for await (const number of source) seen.push(number);
  for await (const number of ReadableStream.from([Promise.resolve(3), 4])) seen.push(number);
  return seen.join() === '1,2,3,4';
}

async function scheduling(): Promise<boolean> {
  await scheduler.wait(1, { signal: AbortSignal.timeout(10_000) });
  return typeof setTimeout === 'function' && typeof queueMicrotask === 'function';
}

async function channel(): Promise<boolean> {
  const { port1, port2 } = new MessageChannel();
  const received = new Promise<unknown>((resolve) => { port2.onmessage = (event) => resolve(event.data); });
  port1.postMessage(structuredClone({ a: new Map([[1, 2n]]) }));
  const data = await received;
  port1.close();
  return (data as { a: Map<number, bigint> }).a.get(1) === 2n;
}

async function requests(request: Request): Promise<boolean> {
  const cf: RequestCf | undefined = request.cf;
  const copy = new Request('https://example.com/', { method: 'POST', body: new Blob(['b']).stream(), duplex: 'half', signal: request.signal });
  const answer = await fetch('data:text/plain,hello');
  return (cf === undefined || Object.isFrozen(cf)) && (await copy.text()) === 'b' && (await answer.text()) === 'hello';
}

function interfaces(ctx: ExecutionContext): boolean {
  console.log('%s is there', EventSource.name);
  const exceeded = new QuotaExceededError('too much', { quota: 1, requested: 2 });
  if (exceeded.quota !== 1 || !(exceeded instanceof DOMException) || !(navigator instanceof Navigator)) return false;
  return ctx instanceof ExecutionContext && typeof EventSource === 'function' && new Headers([['set-cookie', 'a']]).getSetCookie().length === 1;
}

async function keysAndValues(kv: KVNamespace): Promise<boolean> {
  await kv.put('types', '{"n":1}', { expirationTtl: 60, metadata: { of: 'types' } });
  const value = await kv.get<{ n: number }>('types', 'json');
  const many: Map<string, string | null> = await kv.get(['types', 'absent']);
  const { metadata } = await kv.getWithMetadata<{ of: string }>('types');
  const page = await kv.list<{ of: string }>({ prefix: 'types' });
  const rest: string | null = page.list_complete ? null : page.cursor;
  return value?.n === 1 && many.get('absent') === null && metadata?.of === 'types' && page.keys[0]?.metadata?.of === 'types' && rest === null;
}

class Scale extends RpcTarget {
  #by: number;

  constructor(by: number) {
    super();
    this.#by = by;
  }

  get by(): number { return this.#by; }

  apply(value: number, then: (scaled: number) => number): number | Promise<number> { return then(value * this.#by); }
}

export class Counter extends DurableObject<Env> {
  scale(by: number): Scale { return new Scale(by); }

  override async fetch(request: Request): Promise<Response> {
    await this.ctx.storage.setAlarm(Date.now() + 3_600_000, { allowUnconfirmed: true });
    return new Response(request.method);
  }

  override async alarm(info?: AlarmInvocationInfo): Promise<void> {
    this.ctx.storage.kv.put('tries', (info?.retryCount ?? 0) + (info?.isRetry ? 1 : 0));
  }

  override webSocketMessage(socket: WebSocket, message: string | ArrayBuffer): void {
    if (typeof message === 'string') socket.send(message);
  }

  override webSocketClose(socket: WebSocket, code: number, reason: string, wasClean: boolean): void {
    if (wasClean) socket.close(code, reason);
  }

  async stored(): Promise<string> {
    const { kv, sql } = this.ctx.storage, props: unknown = this.ctx.props;
    kv.put('b', 2);
    kv.put('a', 1);
    const one: number | undefined = kv.get<number>('a'), keys: string[] = [];
    for (const [key, value] of kv.list<number>({ prefix: '', limit: 10 })) keys.push(`${key}${value}`);
    const isGone: boolean = kv.delete('a') && kv.delete('b');
    const first = sql.exec<{ n: number }>('SELECT 1 AS n UNION SELECT 2').next();
    const rows: [number][] = sql.exec('SELECT 1 AS n').raw<[number]>().toArray();
    this.ctx.setHibernatableWebSocketEventTimeout(1000);
    const timeout: number | null = this.ctx.getHibernatableWebSocketEventTimeout();
    await this.ctx.storage.put('async', 1, { allowConcurrency: true, allowUnconfirmed: true, noCache: true });
    const due = await this.ctx.storage.transaction(async (transaction) => {
      await transaction.setAlarm(new Date(8_640_000_000_000));
      await transaction.get('async', { noCache: true });
      return transaction.getAlarm();
    });
    await this.ctx.storage.deleteAll();
    return JSON.stringify([one, keys, isGone, first.done === true ? null : first.value.n, rows, timeout, due, await this.ctx.storage.getAlarm(), typeof props]);
  }

  async add(amount: number): Promise<number> {
    const count = ((await this.ctx.storage.get<number>('count')) ?? 0) + amount;
    await this.ctx.storage.put('count', count);
    const row = this.ctx.storage.sql.exec<{ one: number }>('SELECT 1 AS one').one();
    return count * row.one;
  }
}

async function counting(counters: DurableObjectNamespace<Counter>): Promise<boolean> {
  const counter = counters.getByName('typed'), id: string = counters.idFromName('typed').toString();
  const count: number = await counter.add(2);
  const scale = await counter.scale(3), scaled: number = await scale.apply(2, (value) => value + 1), by: number = await counter.scale(4).by;
  scale[Symbol.dispose]();
  return count === 2 && counter.id.toString() === id && (await counter.add(1)) === 3 && scaled === 7 && by === 4;
}

async function objectsStorage(counters: DurableObjectNamespace<Counter>): Promise<boolean> {
  const counter = counters.get(counters.idFromName('stored'), { locationHint: 'weur' });
  const method = await (await counter.fetch('https://counter.example/', { method: 'PUT' })).text();
  return method === 'PUT' && (await counter.stored()) === '[1,["a1","b2"],true,1,[[1]],1000,8640000000000,null,"object"]';
}

export class Admin extends WorkerEntrypoint<Env> {
  override fetch(): Response { return new Response(this.env.GREETING); }
  async roles(name: string): Promise<string[]> { return [name]; }
}

// Never run: that it compiles is the check.
export async function services(admin: Service<Admin>, other: Service<typeof Admin>, any: Fetcher, version: WorkerVersionMetadata): Promise<string> {
  const roles: string[] = [...(await admin.roles('a')), ...(await other.roles('b'))];
  return roles.join() + (await (await any.fetch('https://service.example/')).text()) + version.id + version.tag + version.timestamp;
}

async function environment(env: Env): Promise<boolean> {
  const inner: string = withEnv({ GREETING: 'inner' }, () => importedEnv.GREETING);
  return inner === 'inner' && importedEnv.GREETING === env.GREETING;
}

async function caching(): Promise<boolean> {
  const cache: Cache = caches.default;
  await cache.put('https://example.com/types', new Response('kept'));
  return (await (await cache.match('https://example.com/types'))?.text()) === 'kept';
}

export default {
  async fetch(request, env, ctx): Promise<Response> {
    ctx.waitUntil(Promise.resolve(env.GREETING));
    const checks = {
      digestStream, timingSafeEqual, fixedLength, identity, urlPattern, streams, scheduling, channel,
      requests: () => requests(request), interfaces: () => interfaces(ctx), keysAndValues: () => keysAndValues(env.KV), caching, counting: () => counting(env.Counter),
      objectsStorage: () => objectsStorage(env.Counter), environment: () => environment(env),
      sql: () => sql(env.DB), objects: () => objects(env.BUCKET),
    };
    const outcomes: Record<string, string | null> = {};
    for (const [name, check] of Object.entries(checks)) outcomes[name] = (await check()) ? null : 'does not hold';
    return Response.json(outcomes);
  },
} satisfies ExportedHandler<Env>;
