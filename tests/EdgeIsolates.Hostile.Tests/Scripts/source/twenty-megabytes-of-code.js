// expect: deployFailed|ok|exceededMemory
// generate: {"times":400000,"before":"function f#(a,b){return a*#+b*(a-#)+'text #'}\n"}
// why: 20 MB of functions
/*generated*/
export default { fetch() { return new Response(f7(1, 2)); } };
