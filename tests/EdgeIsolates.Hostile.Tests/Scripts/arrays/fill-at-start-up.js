// expect: deployFailed
// why: the classic at start-up: the deploy must survive it
new Array(5e8).fill(0);
export default { fetch() { return new Response('never'); } };
