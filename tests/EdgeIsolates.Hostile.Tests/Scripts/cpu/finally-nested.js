// expect: exceededCpu
// why: every unwinding frame has another loop waiting
function nest(depth) { try { if (depth === 0) for (;;); nest(depth - 1); } finally { for (;;); } }
export default { fetch() { nest(200); } };
