// expect: deployFailed
// why: the leak runs when the module is evaluated
const kept = [];
for (;;) kept.push(new Array(1e5).fill(kept.length));
export default { fetch() { return new Response('never'); } };
