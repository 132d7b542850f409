// expect: ok
// answer: answered
// calls: 2
// cpuMs: 500
// why: the runtime must not call the script's Promise.prototype.then
Promise.prototype.then = () => { throw new Error('patched then'); };
Promise.prototype.catch = Promise.prototype.finally = Promise.prototype.then;
Promise.resolve = Promise.reject = Promise.all = () => { throw new Error('patched'); };
export default { fetch() { return (async () => new Response('answered'))(); } };
