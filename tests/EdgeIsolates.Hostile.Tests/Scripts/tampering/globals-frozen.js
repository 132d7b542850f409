// expect: ok
// answer: answered
// calls: 2
// cpuMs: 1000
// why: the whole global graph frozen
const seen = new Set();
const freeze = (value) => { if (value === null || (typeof value !== 'object' && typeof value !== 'function') || seen.has(value)) return; seen.add(value); try { Object.freeze(value); } catch { } for (const key of Reflect.ownKeys(value)) { const found = Reflect.getOwnPropertyDescriptor(value, key); if (found && 'value' in found) freeze(found.value); } };
freeze(globalThis);
export default { async fetch() { await new Promise((resolve) => setTimeout(resolve, 1)); console.log('x'); return new Response('answered'); } };
