// expect: exceededMemory
// cpuMs: 4000
// why: a sparse array that one write turns dense
export default { fetch() { const list = []; for (let i = 0; i < 1e8; i += 8) list[i] = i; return new Response(String(list.length)); } };
