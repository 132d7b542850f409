// expect: exceededCpu
// why: burns in small optimised functions, where a loop check alone would not look
const step = (n) => (n * 1103515245 + 12345) & 0x7fffffff;
export default { fetch() { let n = 1; while (n !== -1) n = step(n); return new Response('never'); } };
