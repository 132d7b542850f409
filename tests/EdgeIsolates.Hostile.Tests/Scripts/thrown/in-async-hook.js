// expect: ok|exception
// why: waitUntil rejects with something unreadable, after the answer
export default { fetch(request, env, ctx) { ctx.waitUntil(Promise.reject(new Proxy({}, { get() { throw 1; } }))); return new Response('answered'); } };
