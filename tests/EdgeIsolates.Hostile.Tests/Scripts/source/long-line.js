// expect: ok|deployFailed
// generate: {"times":200000,"before":"x=x+#;"}
// cpuMs: 1000
// why: one line of 2 MB; what is reported of it must be short
let x = 0; /*generated*/ export default { fetch() { return new Response('x'); } };
