// expect: ok|exception
// calls: 2
// cpuMs: 500
// why: status, headers and body of Response.prototype replaced: the runtime reads its own record
for (const name of ['status', 'headers', 'body', 'statusText']) Object.defineProperty(Response.prototype, name, { get() { throw new Error(`patched ${name}`); } });
Headers.prototype.get = Headers.prototype.append = () => { throw new Error('patched Headers'); };
export default { fetch() { return new Response('answered', { headers: { a: 'b' } }); } };
