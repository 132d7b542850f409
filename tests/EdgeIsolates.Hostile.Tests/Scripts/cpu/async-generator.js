// expect: exceededCpu
// why: for await over an endless async generator
async function* endless() { for (let n = 0; ; n++) yield n; }
export default { async fetch() { let sum = 0; for await (const n of endless()) sum += n; return new Response(String(sum)); } };
