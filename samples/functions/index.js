// route: /
// The list of the other examples.

const examples = [
  ['/hello/world', 'a module with a fetch handler; text'],
  ['/greet?name=Ada', 'a handler function that reads env vars'],
  ['/notes', 'one exported function per method: GET and POST, JSON'],
  ['/listener', "addEventListener('fetch', …)"],
  ['/plain?name=Ada', 'a plain script that answers with a plain object'],
  ['/image', 'a picture made on the spot: binary'],
  ['/echo', 'tells what it was sent; try POST'],
  ['/later', 'waits, answers, and goes on in ctx.waitUntil'],
  ['/visits?country=Japan', 'KV: keys and values'],
  ['/counter/mine', 'a Durable Object: an exact counter; POST adds one'],
  ['/guestbook', 'an SQL database; POST a line to sign'],
  ['/files/', 'an object store: PUT, GET, DELETE /files/name'],
  ['/jobs', 'a queue and a cron trigger; POST sends a job'],
  ['/chat', 'a WebSocket that answers in capitals'],
  ['/throws', 'an error, with its place in the source'],
  ['/burns', 'never stops; its CPU budget does'],
];

export default {
  fetch(request) {
    const { origin } = new URL(request.url);
    if (!(request.headers.get('accept') ?? '').includes('text/html')) {
      return new Response(examples.map(([path, what]) => `${origin}${path}  ${what}\n`).join(''));
    }
    const items = examples.map(([path, what]) => `<li><a href="${path}">${path}</a> ${what}</li>`).join('\n');
    return new Response(`<!doctype html><meta charset="utf-8"><title>EdgeIsolates</title><h1>EdgeIsolates</h1><ul>${items}</ul>`, {
      headers: { 'content-type': 'text/html; charset=utf-8' },
    });
  },
};
