// expect: exceededWallTime
// timeoutMs: 300
// why: waiting costs no CPU, but it costs wall time
export default { async fetch() { await new Promise((resolve) => setTimeout(resolve, 60000)); return new Response('late'); } };
