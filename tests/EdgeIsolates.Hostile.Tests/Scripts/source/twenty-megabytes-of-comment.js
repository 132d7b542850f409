// expect: ok|deployFailed
// generate: {"times":400000,"before":"// fifty bytes of nothing for the scanner to read.\n"}
// why: 20 MB that mean nothing
/*generated*/
export default { fetch() { return new Response('x'); } };
