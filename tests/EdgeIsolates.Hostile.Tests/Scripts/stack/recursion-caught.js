// expect: ok
// cpuMs: 1000
// answer: RangeError
// why: a caught stack overflow leaves the isolate sound
function deeper() { return deeper() + 1; }
export default { fetch() { try { deeper(); } catch (error) { return new Response(error.name); } } };
