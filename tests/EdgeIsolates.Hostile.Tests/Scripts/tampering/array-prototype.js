// expect: ok
// answer: answered a=b
// calls: 2
// cpuMs: 500
// why: every method of Array.prototype throws
for (const name of Object.getOwnPropertyNames(Array.prototype)) if (name !== 'length' && name !== 'constructor') Array.prototype[name] = () => { throw new Error(`patched ${name}`); };
export default { fetch() { return new Response(`answered ${new URLSearchParams('a=b')}`, { headers: { c: 'd' } }); } };
