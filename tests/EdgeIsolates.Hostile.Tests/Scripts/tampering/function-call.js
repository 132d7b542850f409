// expect: ok
// answer: answered
// calls: 2
// cpuMs: 500
// why: call, apply and bind replaced
Function.prototype.call = Function.prototype.apply = Function.prototype.bind = () => { throw new Error('patched call'); };
Reflect.apply = () => { throw new Error('patched apply'); };
export default { fetch() { new Headers({ a: 'b' }).get('a'); return new Response('answered'); } };
