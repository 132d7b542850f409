// expect: exceededCpu
// why: exponential calls of small depth; no loop at all
const fan = (n) => n < 2 ? n : fan(n - 1) + fan(n - 2);
export default { fetch() { return new Response(String(fan(60))); } };
