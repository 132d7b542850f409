// expect: exceededCpu
// why: termination must not be catchable
export default { fetch() { for (;;) { try { for (;;); } catch { continue; } } } };
