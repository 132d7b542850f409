// expect: ok
// answer: answered
// cpuMs: 500
// why: Promise itself replaced, and its species
Object.defineProperty(Promise, Symbol.species, { get() { throw new Error('species'); } });
Object.defineProperty(Promise.prototype, 'constructor', { get() { return undefined; } });
globalThis.Promise = class { constructor() { throw new Error('fake'); } };
export default { async fetch() { return new Response('answered'); } };
