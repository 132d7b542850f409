// expect: exceededCpu
// why: finally blocks must not run on after termination
export default { fetch() { try { for (;;); } finally { for (;;); } } };
