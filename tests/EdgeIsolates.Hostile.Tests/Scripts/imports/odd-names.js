// expect: ok
// answer: 6
// why: names with NUL, lone surrogates, a megabyte, nothing, and conversions that throw
const names = ['', '\0', './\uD800.js', 'x'.repeat(1e6), { toString() { throw new Error('name'); } }, Symbol('x')];
export default { async fetch() { let refused = 0; for (const name of names) try { await import(name); } catch { refused++; } return new Response(String(refused)); } };
