// expect: exception
// why: the then getter of the returned object throws
export default { fetch() { return { get then() { throw new Error('then'); } }; } };
