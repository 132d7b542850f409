// expect: exceededCpu
// why: burns inside a getter that a built-in reads
export default { fetch() { return new Response(JSON.stringify({ get a() { for (;;); } })); } };
