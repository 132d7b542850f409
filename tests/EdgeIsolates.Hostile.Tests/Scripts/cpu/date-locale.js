// expect: exceededCpu
// overshootMs: 100
// why: locale formatting spends its time in ICU
export default { fetch() { const date = new Date(8.64e15); for (;;) date.toLocaleString(); } };
