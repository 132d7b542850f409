// expect: ok
// answer: true
// why: a module may import itself
export default { async fetch() { const self = await import('./index.js'); return new Response(String(self.default.fetch instanceof Function)); } };
