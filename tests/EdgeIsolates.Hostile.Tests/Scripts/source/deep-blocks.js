// expect: deployFailed|ok
// generate: {"times":50000,"before":"{","middle":";","after":"}"}
// why: scopes in scopes
function deep() { /*generated*/ }
export default { fetch() { deep(); return new Response('x'); } };
