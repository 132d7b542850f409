// expect: exception|ok|exceededCpu
// cpuMs: 500
// why: generators that delegate to themselves
function* deeper() { yield* deeper(); }
export default { fetch() { return new Response(String([...deeper()].length)); } };
