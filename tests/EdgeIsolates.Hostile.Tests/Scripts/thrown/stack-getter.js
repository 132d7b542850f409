// expect: exception
// why: stack, message and name are getters that throw
export default { fetch() { const error = new Error('x'); for (const key of ['stack', 'message', 'name', 'cause']) Object.defineProperty(error, key, { get() { throw error; } }); throw error; } };
