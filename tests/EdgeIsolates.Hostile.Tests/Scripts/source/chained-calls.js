// expect: ok|deployFailed|exception
// generate: {"times":50000,"before":".add()"}
// cpuMs: 1000
// why: a chain of fifty thousand calls
const chain = { n: 0, add() { this.n++; return this; } };
export default { fetch() { return new Response(String(chain/*generated*/.n)); } };
