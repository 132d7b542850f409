// expect: ok|deployFailed
// generate: {"times":100000,"before":"let v#=#;"}
// cpuMs: 1000
// why: a hundred thousand bindings of a module
/*generated*/
export default { fetch() { return new Response(String(v99999)); } };
