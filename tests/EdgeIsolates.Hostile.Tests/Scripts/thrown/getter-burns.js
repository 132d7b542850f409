// expect: exception|exceededCpu
// why: the message getter never returns: reading it must run nothing, or be charged
export default { fetch() { const error = new Error('x'); for (const key of ['stack', 'message', 'name']) Object.defineProperty(error, key, { get() { for (;;); } }); throw error; } };
