// expect: deployFailed
// why: HTML comments are an error in modules
<!-- hidden
export default { fetch() { return new Response('x'); } };
