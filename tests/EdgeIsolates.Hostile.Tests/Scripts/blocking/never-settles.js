// expect: exception|exceededWallTime
// timeoutMs: 500
// why: nothing can ever answer this request
export default { fetch() { return new Promise(() => {}); } };
