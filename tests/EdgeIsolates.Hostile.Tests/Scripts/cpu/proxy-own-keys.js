// expect: exceededCpu
// why: ownKeys and descriptors answered by the script, read by a built-in
const liar = new Proxy({}, { ownKeys() { for (;;); } });
export default { fetch() { return new Response(JSON.stringify({ ...liar })); } };
