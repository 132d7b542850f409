// expect: ok
// answer: answered
// why: waitUntil of what never settles must not keep the isolate for ever
export default { fetch(request, env, ctx) { ctx.waitUntil(new Promise(() => {})); return new Response('answered'); } };
