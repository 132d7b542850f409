// expect: exception
// cpuMs: 1000
// why: error.toString that throws a new error with the same toString
class Endless extends Error { toString() { throw new Endless(); } get message() { throw new Endless(); } }
export default { fetch() { throw new Endless(); } };
