// expect: deployFailed
// generate: {"times":100000,"before":"[","middle":"","after":"]"}
// why: a literal a hundred thousand deep
export default { fetch() { return Response.json(/*generated*/); } };
