// route: /later
// timeoutMs: 2000
// Waits a little, answers, and goes on working after the answer. Waiting costs no CPU time.

const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

export default {
  async fetch(request, env, ctx) {
    await sleep(100);
    ctx.waitUntil((async () => {
      await sleep(500);
      console.log('half a second after the answer');
    })());
    return new Response('See the log of the host in half a second.\n');
  },
};
