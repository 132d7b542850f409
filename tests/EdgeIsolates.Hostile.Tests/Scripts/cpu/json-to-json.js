// expect: exceededCpu
// why: toJSON that never ends, called by Response.json
export default { fetch() { return Response.json({ toJSON() { for (;;); } }); } };
