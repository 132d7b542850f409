// expect: exceededCpu
// why: a promise chain that never ends: one microtask run that never returns
export default { async fetch() { for (;;) await null; } };
