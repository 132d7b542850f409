// expect: ok
// answer: undefined
// why: call sites must not hand out the runtime's own functions
export default {
  fetch() {
    let found = 'undefined';
    Error.prepareStackTrace = (error, sites) => { for (const site of sites) { const f = site.getFunction(); if (f && f !== handler && String(f).includes('internals')) found = 'leaked'; const self = site.getThis(); if (self && self.ops) found = 'leaked this'; } return ''; };
    function handler() { return new Error('x').stack; }
    handler(); new Headers({ get a() { handler(); return 'b'; } });
    return new Response(found);
  },
};
