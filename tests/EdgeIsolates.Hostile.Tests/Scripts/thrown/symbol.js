// expect: exception
// why: a symbol has no string conversion
export default { async fetch() { throw Symbol('thrown'); } };
