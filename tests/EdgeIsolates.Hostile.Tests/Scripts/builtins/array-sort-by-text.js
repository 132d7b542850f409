// expect: exceededCpu|exceededMemory|ok
// overshootMs: 3000
// why: sorting numbers by their text, without a comparator to stop in
export default { fetch() { return new Response(String(Array.from({ length: 3e5 }, (_, i) => (i * 7919) % 1000003).sort().length)); } };
