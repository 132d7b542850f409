// expect: deployFailed
// generate: {"times":200000,"before":"x=x+#;"}
// why: the source line of the fault is 2 MB long
let x = 0; /*generated*/ ] export default {};
