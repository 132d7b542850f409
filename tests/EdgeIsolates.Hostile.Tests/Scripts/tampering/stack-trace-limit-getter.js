// expect: exception
// why: stackTraceLimit is a getter that throws
Object.defineProperty(Error, 'stackTraceLimit', { get() { throw new Error('limit'); } });
export default { fetch() { throw new TypeError('x'); } };
