// expect: exception
// cpuMs: 1000
// why: the overflow happens in a microtask, with nobody's catch above it
export default { async fetch() { await null; const deeper = () => deeper() + 1; return new Response(String(deeper())); } };
