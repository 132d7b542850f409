// expect: ok|deployFailed
// generate: {"times":70000,"before":"case #:return #;"}
// cpuMs: 1000
// why: a switch of seventy thousand cases
function pick(n) { switch (n) { /*generated*/ } }
export default { fetch() { return new Response(String(pick(69999))); } };
