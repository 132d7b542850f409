// expect: ok
// answer: answered
// cpuMs: 4000
// why: the leak starts in waitUntil, after the answer
export default {
  fetch(request, env, ctx) {
    ctx.waitUntil((async () => { await new Promise((resolve) => setTimeout(resolve, 1)); const kept = []; for (;;) kept.push(new Array(1e4).fill(0.5)); })());
    return new Response('answered');
  },
};
