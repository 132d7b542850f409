// expect: ok|deployFailed|exception
// generate: {"times":100000,"before":"#+","middle":"0"}
// cpuMs: 1000
// why: a sum of a hundred thousand terms
export default { fetch() { return new Response(String(/*generated*/)); } };
