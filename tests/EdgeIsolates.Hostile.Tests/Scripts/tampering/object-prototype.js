// expect: ok
// answer: http://hostile.test GET b
// cpuMs: 500
// why: setters and getters on Object.prototype for every name the runtime might read
const names = ['status', 'headers', 'body', 'method', 'url', 'value', 'done', 'get', 'set', 'enumerable', 'configurable', 'writable', 'then', 'length', 'signal', 'kind', 'source'];
export default {
  fetch(request) {
    for (const name of names) Object.defineProperty(Object.prototype, name, { __proto__: null, get() { return undefined; }, set() { throw new Error(`set ${name}`); }, configurable: true });
    try {
      const url = new URL(request.url);
      return new Response(`http://hostile.test ${request.method} ${new Headers([['a', 'b']]).get('a')}${url ? '' : ''}`);
    } finally {
      for (const name of names) delete Object.prototype[name];
    }
  },
};
