// expect: ok|deployFailed|exceededMemory|exception
// generate: {"times":100000,"before":"let v#=#;"}
// cpuMs: 1000
// why: a hundred thousand locals in one function: registers of the interpreter are finite
function many() { /*generated*/ return v99999; }
export default { fetch() { return new Response(String(many())); } };
