// expect: deployFailed
// why: top-level await of what never comes: nothing burns, nothing ever ends
await new Promise(() => {});
export default { fetch() { return new Response('never'); } };
