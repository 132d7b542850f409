// expect: exception
// why: a platform exception with patched prototype
export default { fetch() { Object.defineProperty(DOMException.prototype, 'message', { get() { throw 1; } }); throw new DOMException('a', 'AbortError'); } };
