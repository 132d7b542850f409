// expect: ok
// answer: answered
// why: circles, and a class whose inspect hooks throw
class Odd { constructor() { this.self = this; } get [Symbol.toStringTag]() { throw new Error('tag'); } toString() { throw new Error('text'); } }
export default { fetch() { const a = []; a.push(a, new Odd(), new Map([[a, a]]), new Set([a])); console.log(a); console.table(a); console.dir(a); return new Response('answered'); } };
