// expect: deployFailed
// why: burns through top-level await
for (;;) await null;
export default { fetch() { return new Response('never'); } };
