// expect: exception
// why: an Error subclass that overrides all that is read
class Odd extends Error { get name() { return { toString() { throw 1; } }; } get message() { return Symbol('m'); } get stack() { return 42n; } }
export default { async fetch() { await null; throw new Odd(); } };
