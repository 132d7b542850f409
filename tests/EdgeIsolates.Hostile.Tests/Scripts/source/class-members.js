// expect: ok|deployFailed
// generate: {"times":30000,"before":"#m#(){return #}static s#=#;"}
// cpuMs: 1000
// why: names that begin with a private mark, by the thousand
class Many { /*generated*/ }
export default { fetch() { return new Response(Many.name); } };
