// expect: exceededCpu|exception
// overshootMs: 100
// why: every frame catches the overflow and goes down again: exponential unwinding
function deeper() { try { return deeper(); } catch { return deeper(); } }
export default { fetch() { return new Response(String(deeper())); } };
