// expect: ok|exceededMemory
// cpuMs: 2000
// why: a promise resolved with a promise resolved with a promise…
export default { async fetch() { let chain = Promise.resolve('end'); for (let i = 0; i < 1e5; i++) { const inner = chain; chain = new Promise((resolve) => resolve(inner)); } return new Response(await chain); } };
