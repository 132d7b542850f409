// expect: ok
// answer: answered
// why: the answer is out, then waitUntil burns: that work must be stopped too
export default {
  fetch(request, env, ctx) {
    ctx.waitUntil((async () => { await new Promise((resolve) => setTimeout(resolve, 1)); for (;;); })());
    return new Response('answered');
  },
};
