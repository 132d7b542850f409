// expect: exceededCpu
// why: the plainest runaway
export default { fetch() { for (;;); } };
