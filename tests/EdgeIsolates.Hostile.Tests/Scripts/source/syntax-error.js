// expect: deployFailed
// says: missing ) after argument list at index.js:4:48
// why: the plainest refusal
export default { fetch() { return new Response('x' } };
