// expect: deployFailed
// generate: {"times":100000,"before":"(","middle":"1","after":")"}
// why: the parser recurses for each
export default { fetch() { return new Response(String(/*generated*/)); } };
