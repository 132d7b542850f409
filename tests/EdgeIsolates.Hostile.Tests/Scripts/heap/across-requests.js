// expect: ok|exceededMemory
// calls: 8
// cpuMs: 1000
// why: each request leaves 8 MB in a global: the isolate, not the host, pays
globalThis.kept = [];
export default { fetch() { kept.push(Array.from({ length: 1e6 }, (_, i) => i + 0.5)); return new Response(String(kept.length)); } };
