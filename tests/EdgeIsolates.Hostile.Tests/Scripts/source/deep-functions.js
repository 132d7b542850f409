// expect: deployFailed|ok
// generate: {"times":20000,"before":"function f#(){","middle":"return 1","after":"}"}
// why: functions in functions: each is pre-parsed
/*generated*/
export default { fetch() { return new Response(String(f0())); } };
