// expect: deployFailed
// generate: {"times":20000,"before":"`${","middle":"1","after":"}`"}
// why: templates in templates
export default { fetch() { return new Response(/*generated*/); } };
