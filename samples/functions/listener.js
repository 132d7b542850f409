// route: /listener
// The service worker shape: a script that listens.

addEventListener('fetch', (event) => {
  event.respondWith(answer(event.request));
});

async function answer(request) {
  return new Response(`Heard ${request.method} ${new URL(request.url).pathname}\n`);
}
