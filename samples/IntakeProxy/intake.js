// The thin proxy at a point of presence: check the caller's key, validate what it sends, answer 202, and forward it to the origin, signed, after the answer.

const encoder = new TextEncoder();

const hexOf = (buffer) => [...new Uint8Array(buffer)].map((byte) => byte.toString(16).padStart(2, '0')).join('');

/** SHA-256 of the key, so that neither the source nor the configuration holds a key that works. */
const hashOf = async (text) => hexOf(await crypto.subtle.digest('SHA-256', encoder.encode(text)));

async function signatureOf(secret, bytes) {
  const key = await crypto.subtle.importKey('raw', encoder.encode(secret), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  return hexOf(await crypto.subtle.sign('HMAC', key, bytes));
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

export default {
  async fetch(request, env, ctx) {
    if (request.method !== 'POST') return new Response(null, { status: 405, headers: { allow: 'POST' } });

    const customer = JSON.parse(env.KEYS)[await hashOf(request.headers.get('x-api-key') ?? '')];
    if (customer === undefined) return Response.json({ error: 'unknown API key' }, { status: 401 });

    const bytes = await request.arrayBuffer();
    let event;
    try {
      event = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    } catch {
      return Response.json({ error: 'the body is no JSON' }, { status: 400 });
    }

    const faults = faultsOf(event);
    if (faults.length > 0) return Response.json({ error: 'the event is not valid', faults }, { status: 422 });

    ctx.waitUntil(forward(env, customer, bytes));
    return Response.json({ accepted: event.id }, { status: 202 });
  },
};
