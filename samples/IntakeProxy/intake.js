// The thin proxy at a point of presence: check the caller's key against KV, count its calls in a Durable Object, validate what it sends, answer 202, and forward it to the origin, signed,
// after the answer. Webhooks come without a key: their senders sign them.
//
// Plain Workers code, so wrangler.toml beside it deploys it to Cloudflare as well as to a host of its own.
import { DurableObject } from 'cloudflare:workers';

const mostBytes = 65_536;
const encoder = new TextEncoder();

const hexOf = (buffer) => [...new Uint8Array(buffer)].map((byte) => byte.toString(16).padStart(2, '0')).join('');

/** SHA-256 of the key, so that no store holds a key that works. */
const hashOf = async (text) => hexOf(await crypto.subtle.digest('SHA-256', encoder.encode(text)));

const hmacKey = (secret, use) => crypto.subtle.importKey('raw', encoder.encode(secret), { name: 'HMAC', hash: 'SHA-256' }, false, [use]);

const signatureOf = async (secret, bytes) => hexOf(await crypto.subtle.sign('HMAC', await hmacKey(secret, 'sign'), bytes));

/** Whether a header such as sha256=0f3c… is the signature of these bytes; compared by Web Crypto, in constant time. */
async function isSigned(secret, header, bytes) {
  const hex = /^sha256=([0-9a-f]{64})$/.exec(header ?? '')?.[1];
  if (hex === undefined) return false;
  const signature = Uint8Array.from(hex.match(/../g), (pair) => parseInt(pair, 16));
  return crypto.subtle.verify('HMAC', await hmacKey(secret, 'verify'), signature, bytes);
}

/** Counts the calls of one customer. A window begins with the first call after the one before has ended. */
export class RateLimiter extends DurableObject {
  async take(limit, windowMs) {
    const now = Date.now();
    let window = await this.ctx.storage.get('window');
    if (window === undefined || now >= window.start + windowMs) window = { start: now, count: 0 };
    if (window.count >= limit) return { allowed: false, retryAfter: Math.max(1, Math.ceil((window.start + windowMs - now) / 1000)) };
    window.count++;
    await this.ctx.storage.put('window', window);
    return { allowed: true, remaining: limit - window.count };
  }
}

/** What is wrong with an event; empty when nothing is. */
function faultsOf(event) {
  const faults = [];
  if (typeof event?.id !== 'string' || event.id.length === 0 || event.id.length > 64) faults.push('id is a text of 1 to 64 characters');
  if (typeof event?.type !== 'string' || !/^[a-z]+(\.[a-z]+)*$/.test(event.type)) faults.push('type is lower-case words with dots between');
  if (!Number.isFinite(Date.parse(event?.time))) faults.push('time is a date');
  return faults;
}

async function forward(env, customer, bytes) {
  const response = await fetch(env.ORIGIN, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-customer': customer, 'x-signature': await signatureOf(env.SIGNING_SECRET, bytes) },
    body: bytes,
  });
  if (!response.ok) console.error(`the origin answered ${response.status}`);
}

const refuse = (status, error, more = {}, headers = {}) => Response.json({ error, ...more }, { status, headers });

const tooLarge = () => refuse(413, `an event has at most ${mostBytes} bytes`);

/** Validates an event, and forwards it once it is answered. */
function accept(env, ctx, customer, bytes) {
  if (bytes.byteLength > mostBytes) return tooLarge();
  let event;
  try {
    event = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return refuse(400, 'the body is no JSON');
  }

  const faults = faultsOf(event);
  if (faults.length > 0) return refuse(422, 'the event is not valid', { faults });

  ctx.waitUntil(forward(env, customer, bytes));
  return Response.json({ accepted: event.id }, { status: 202 });
}

async function takeEvent(request, env, ctx) {
  const key = await hashOf(request.headers.get('x-api-key') ?? '');
  const customer = await env.KEYS.get(key, { type: 'json', cacheTtl: 60 });
  if (customer === null) return refuse(401, 'unknown API key');

  const limiter = env.LIMITER.get(env.LIMITER.idFromName(customer.name));
  const { allowed, retryAfter } = await limiter.take(customer.limit, Number(env.WINDOW_MS));
  if (!allowed) return refuse(429, 'too many calls', {}, { 'retry-after': String(retryAfter) });

  return accept(env, ctx, customer.name, await request.arrayBuffer());
}

async function takeWebhook(request, env, ctx) {
  const bytes = await request.arrayBuffer();
  if (!(await isSigned(env.WEBHOOK_SECRET, request.headers.get('x-hub-signature-256'), bytes))) return refuse(401, 'the signature is wrong');
  return accept(env, ctx, 'webhook', bytes);
}

export default {
  async fetch(request, env, ctx) {
    if (request.method !== 'POST') return new Response(null, { status: 405, headers: { allow: 'POST' } });
    if (Number(request.headers.get('content-length')) > mostBytes) return tooLarge();

    return new URL(request.url).pathname === '/webhook' ? takeWebhook(request, env, ctx) : takeEvent(request, env, ctx);
  },
};
