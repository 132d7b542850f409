// expect: exception|exceededCpu
// why: Error.prepareStackTrace never returns
Error.prepareStackTrace = () => { for (;;); };
export default { fetch() { null.x; } };
