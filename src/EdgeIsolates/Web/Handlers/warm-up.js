'use strict';
// Does what most first requests do, while the snapshot is made.
//
// Functions that ran are in the snapshot compiled; all others are compiled by the isolate that first calls them. Compiling everything would make blanks
// larger and slower to make; compiling nothing would put it all on the first request. So what belongs to nearly every cold start belongs here, and
// nothing else. Host operations do not exist yet: they are replaced meanwhile by ones that do nothing.
const { ReflectOwnKeys, globalThis: global } = internals.primordials;
const { entry, http, ops } = internals;

const real = { __proto__: null };
const names = ReflectOwnKeys(ops);
for (let i = 0; i < names.length; i++) {
  real[names[i]] = ops[names[i]];
  ops[names[i]] = () => undefined;
}

const headersText = 'host\nexample.com\naccept\n*/*\ncontent-type\napplication/json';
const url = 'https://example.com/api/users/7?page=2&q=a%20b';
const json = internals.native.utf8Encode('{"name":"x"}');

function visit(handler, body = null) {
  entry.adopt({ __proto__: null, default: handler }, '{"KEY":"value"}');
  for (let i = 0; i < 2; i++) entry.fetch(1, body === null ? 'GET' : 'POST', url, headersText, body);
}

visit({ fetch: () => new Response('hello') });
visit({
  fetch(request, env, ctx) {
    const { pathname, searchParams, origin } = new URL(request.url);
    const headers = new Headers({ 'x-one': request.headers.get('accept') ?? '', 'cache-control': 'no-store' });
    headers.set('x-two', searchParams.get('page'));
    ctx.waitUntil(Promise.resolve());
    console.log('hello', pathname, { origin, env }, [1, 2]);
    return Response.json({ method: request.method, known: request.headers.has('accept') }, { status: 201, headers });
  },
});
visit(async (request) => new Response(JSON.stringify(await request.json()), { headers: { 'content-type': 'application/json' } }), json);
visit(async (request) => ({ status: 200, headers: { 'x-three': '3' }, body: { text: await request.text() } }), json);
visit(() => { throw new TypeError('an error'); });
entry.adopt({ __proto__: null, GET: () => new Response(new TextEncoder().encode('bytes')) }, '');
entry.fetch(1, 'GET', url, headersText, null);

function listener(event) {
  event.respondWith(new Response('hello'));
}
global.addEventListener('fetch', listener);
entry.adopt(undefined, '');
entry.fetch(1, 'GET', url, headersText, null);
global.removeEventListener('fetch', listener);

// The asynchronous handlers end in microtasks.
async function restore() {
  for (let turn = 0; turn < 20; turn++) await undefined;
  http.forgetEnv();
  for (let i = 0; i < names.length; i++) ops[names[i]] = real[names[i]];
}
restore();
