// expect: exceededCpu
// why: a generator without end, with a finally that never ends either
function* endless() { try { for (let n = 0; ; n++) yield n; } finally { for (;;); } }
export default { fetch() { let sum = 0; for (const n of endless()) sum += n; return new Response(String(sum)); } };
