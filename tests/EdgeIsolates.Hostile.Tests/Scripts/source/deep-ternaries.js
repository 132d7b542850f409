// expect: deployFailed|exception|ok
// generate: {"times":50000,"before":"x===#?#:","middle":"0"}
// cpuMs: 1000
// why: a syntax tree as deep as it is long
export default { fetch() { const x = 49999; return new Response(String(/*generated*/)); } };
