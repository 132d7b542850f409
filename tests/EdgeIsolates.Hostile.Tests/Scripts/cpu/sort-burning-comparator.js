// expect: exceededCpu
// why: one comparator call never ends
export default { fetch() { return Response.json([2, 1].sort(() => { for (;;); })); } };
