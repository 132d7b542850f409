// expect: deployFailed
// why: something unreadable thrown while the module is evaluated
throw new Proxy({}, { get() { throw new Error('no'); } });
export default { fetch() { return new Response('never'); } };
