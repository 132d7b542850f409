// expect: ok
// answer: 97
// cpuMs: 2000
// why: a rope a million knots deep, flattened
export default { fetch() { let rope = ''; for (let i = 0; i < 3e5; i++) rope = 'a' + rope + 'b'; return new Response(String(rope.charCodeAt(5))); } };
