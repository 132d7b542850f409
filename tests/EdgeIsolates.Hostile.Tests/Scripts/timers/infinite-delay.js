// expect: ok|exceededWallTime
// timeoutMs: 500
// why: Infinity and 2^40 milliseconds overflow to something; the host's clock must not choke
export default { async fetch() { setTimeout(() => {}, 2 ** 40); await new Promise((resolve) => setTimeout(resolve, Infinity)); return new Response('x'); } };
