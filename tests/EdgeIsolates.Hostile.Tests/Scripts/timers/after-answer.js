// expect: ok
// answer: answered
// why: an interval left behind by a request that has answered must not run for ever
export default { fetch() { setInterval(() => { for (let i = 0; i < 1e5; i++); }, 0); return new Response('answered'); } };
