// expect: ok
// answer: answered
// cpuMs: 500
// why: instanceof lies both ways
Object.defineProperty(Response, Symbol.hasInstance, { value: () => false });
Object.defineProperty(Error, Symbol.hasInstance, { value: () => { throw new Error('patched'); } });
export default { fetch() { return new Response('answered'); } };
