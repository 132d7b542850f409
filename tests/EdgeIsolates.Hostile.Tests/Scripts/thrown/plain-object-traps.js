// expect: exception|ok
// why: the plain-object answer is a proxy whose traps throw
export default { fetch() { return new Proxy({ status: 200, body: 'x' }, { get(target, key) { if (key === 'headers') throw new Error('trap'); return target[key]; } }); } };
