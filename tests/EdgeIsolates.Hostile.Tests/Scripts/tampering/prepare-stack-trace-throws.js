// expect: exception
// why: Error.prepareStackTrace throws while the host reads an error
Error.prepareStackTrace = () => { throw new Error('from prepareStackTrace'); };
export default { fetch() { throw new Error('x'); } };
