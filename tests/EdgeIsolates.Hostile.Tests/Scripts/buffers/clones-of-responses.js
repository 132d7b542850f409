// expect: exception|exceededMemory
// cpuMs: 2000
// why: bodies that the runtime keeps are in the budget too
export default { fetch() { const kept = []; const bytes = new Uint8Array(2 ** 20); for (;;) kept.push(new Response(bytes)); } };
