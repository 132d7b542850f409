// expect: exceededCpu
// why: the burning code runs after a timer, not inside the first call
export default { async fetch() { await new Promise((resolve) => setTimeout(resolve, 5)); for (;;); } };
