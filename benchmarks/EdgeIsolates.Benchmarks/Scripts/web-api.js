// What the figures of the Web API are taken of, in an isolate and in Node.js alike: `run(name, times)`. A case gives a number that depends
// on its work, so that none of it can be left out; inputs change from round to round where an answer could be remembered.

const urls = Array.from({ length: 64 }, (_, i) => `https://user${i}.example.com:8443/api/v1/users/${i}?page=${i}&q=caf%C3%A9+${i}&sort=name#top`);
const plainUrls = Array.from({ length: 64 }, (_, i) => `https://example.com/api/v1/users/${i}`);

const headerPairs = [
  ['Host', 'example.com'], ['User-Agent', 'Mozilla/5.0 (X11; Linux x86_64)'], ['Accept', 'application/json'], ['Accept-Language', 'en,de;q=0.8'],
  ['Accept-Encoding', 'gzip, br'], ['Authorization', 'Bearer 0123456789abcdef'], ['Content-Type', 'application/json'], ['X-Request-Id', '7f3a'],
  ['Cache-Control', 'no-store'], ['Cookie', 'a=1; b=2'],
];
const headerRecord = Object.fromEntries(headerPairs);
const headers = new Headers(headerPairs);

const encoder = new TextEncoder(), decoder = new TextDecoder();
const words = { ascii: 'The quick brown fox, 123 times. ', latin: 'Größe und Übermut, déjà vu à Besançon. ', cjk: '国際化された文字列を処理する。' };
const textOf = (kind, kilobytes) => words[kind].repeat(Math.ceil(kilobytes * 1024 / encoder.encode(words[kind]).length));

const item = (i) => ({ id: i, name: `item ${i}`, price: i * 1.25, tags: ['a', 'b'], ok: true });
const jsonOf = (kilobytes) => JSON.stringify(Array.from({ length: kilobytes * 14 }, (_, i) => item(i)));
const tree = (depth) => ({ depth, name: `node ${depth}`, at: new Date(0), children: depth === 0 ? [] : [tree(depth - 1), tree(depth - 1), tree(depth - 1)] });

const cases = {
  'url parse': (i) => new URL(urls[i & 63]).pathname.length,
  'url parse plain': (i) => new URL(plainUrls[i & 63]).pathname.length,
  'url parse relative': (i) => new URL('../x/y?z=1', plainUrls[i & 63]).href.length,
  'url searchParams': (i) => new URL(urls[i & 63]).searchParams.get('q').length,
  'headers build': () => (new Headers(headerRecord).has('accept') ? 1 : 0),
  'headers get': () => headers.get('Content-Type').length + headers.get('accept').length + (headers.has('x-none') ? 1 : 0),
  'headers iterate': () => { let n = 0; for (const [name, value] of headers) n += name.length + value.length; return n; },
  'request': (i) => new Request(plainUrls[i & 63], { method: 'POST', headers: headerRecord, body: 'hello' }).method.length,
  'response': () => new Response('hello', { status: 201, headers: { 'content-type': 'text/plain', 'x-a': '1' } }).status,
  'response json': (i) => Response.json({ i, name: 'x' }).status,
  'structuredClone small': (i) => structuredClone(item(i)).id,
};

const graph = tree(6), megabyte = new Uint8Array(1 << 20);
cases['structuredClone graph'] = () => structuredClone(graph).depth;
cases['structuredClone buffer'] = () => structuredClone(megabyte).length;

for (const kind of Object.keys(words)) {
  for (const kilobytes of [1, 1024]) {
    const text = textOf(kind, kilobytes), bytes = encoder.encode(text);
    cases[`encode ${kind} ${kilobytes}`] = () => encoder.encode(text).length;
    cases[`decode ${kind} ${kilobytes}`] = () => decoder.decode(bytes).length;
  }
}

for (const kilobytes of [1, 1024]) {
  const text = textOf('ascii', kilobytes), json = jsonOf(kilobytes), bytes = encoder.encode(text), jsonBytes = encoder.encode(json);
  cases[`body text ${kilobytes}`] = async () => (await new Response(bytes).text()).length;
  cases[`body json ${kilobytes}`] = async () => (await new Response(jsonBytes).json()).length;
  cases[`body arrayBuffer ${kilobytes}`] = async () => (await new Response(text).arrayBuffer()).byteLength;
}

export const names = Object.keys(cases);

export async function run(name, times) {
  const work = cases[name];
  let sum = 0;
  if (name.startsWith('body')) for (let i = 0; i < times; i++) sum += await work(i);
  else for (let i = 0; i < times; i++) sum += work(i);
  return sum;
}

export default {
  async fetch(request) {
    const { searchParams } = new URL(request.url);
    return new Response(`${await run(searchParams.get('case'), +searchParams.get('times'))}`);
  },
};
