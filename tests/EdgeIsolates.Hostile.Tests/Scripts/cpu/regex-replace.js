// expect: exceededCpu
// why: the same inside a global replace with lookbehind
export default { fetch() { return new Response('x'.repeat(60).replace(/(?<=(x+x+)+)y|(x+x+)+y/g, '')); } };
