// expect: ok
// answer: answered
// calls: 2
// cpuMs: 500
// why: Map, Set and WeakMap replaced and their methods too
for (const type of [Map, Set, WeakMap, WeakSet]) for (const name of Object.getOwnPropertyNames(type.prototype)) if (name !== 'constructor' && name !== 'size') type.prototype[name] = () => { throw new Error(`patched ${name}`); };
globalThis.Map = globalThis.Set = globalThis.WeakMap = undefined;
export default { async fetch() { await new Promise((resolve) => setTimeout(resolve, 1)); console.log('x'); new AbortController().abort(); return new Response('answered'); } };
