// expect: exception
// cpuMs: 1000
// says: Maximum call stack size exceeded
// why: recursion through a getter
const self = { get x() { return this.x; } };
export default { fetch() { return new Response(self.x); } };
