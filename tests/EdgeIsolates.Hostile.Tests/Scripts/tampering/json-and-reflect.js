// expect: ok
// answer: {"a":1}
// cpuMs: 500
// why: JSON, Reflect, Object and Symbol statics replaced
const captured = Response.json;
JSON.stringify = JSON.parse = () => { throw new Error('patched JSON'); };
for (const name of Object.getOwnPropertyNames(Reflect)) Reflect[name] = () => { throw new Error('patched Reflect'); };
for (const name of ['keys', 'entries', 'defineProperty', 'freeze', 'create', 'assign', 'getPrototypeOf', 'setPrototypeOf', 'getOwnPropertyDescriptor']) Object[name] = () => { throw new Error('patched Object'); };
export default { fetch() { return captured.call(Response, { a: 1 }); } };
