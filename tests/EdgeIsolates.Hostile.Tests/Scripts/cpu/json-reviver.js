// expect: exceededCpu
// why: a reviver that grows what it walks
export default { fetch() { return Response.json(JSON.parse('[1]', function (key, value) { for (;;) this[key] = value; })); } };
