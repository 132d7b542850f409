// expect: deployFailed
// generate: {"times":70000,"before":"p#,"}
// why: more parameters than V8 allows
function many(/*generated*/last) { return last; }
export default { fetch() { return new Response(String(many())); } };
