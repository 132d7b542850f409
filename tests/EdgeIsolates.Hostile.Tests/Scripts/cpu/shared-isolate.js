// expect: exceededCpu
// calls: 3
// why: the budget is per request: each of three requests to the function is stopped for itself
export default { async fetch() { await null; for (;;); } };
