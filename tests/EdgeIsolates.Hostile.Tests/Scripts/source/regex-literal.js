// expect: deployFailed|exception|exceededCpu|ok
// generate: {"times":50000,"before":"(","middle":"a","after":")"}
// why: a literal of fifty thousand groups is checked when it is parsed
export default { fetch() { return new Response(String(/x/*generated*//.test('a'))); } };
