// expect: exception
// why: throw undefined
export default { fetch() { throw undefined; } };
