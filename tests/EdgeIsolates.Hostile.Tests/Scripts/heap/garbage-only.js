// expect: ok
// answer: 100
// cpuMs: 4000
// why: gigabytes of garbage, nothing kept: must not be mistaken for a leak
export default { fetch() { let n = 0; for (let i = 0; i < 100; i++) { const dead = new Array(200000).fill(i); n += dead.length / 200000; } return new Response(String(n)); } };
