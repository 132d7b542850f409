// expect: exception
// cpuMs: 1000
// why: async functions that call themselves before their first await
async function deeper() { return await deeper(); }
export default { async fetch() { return new Response(await deeper()); } };
