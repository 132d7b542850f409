// expect: ok|exception|exceededCpu
// calls: 2
// cpuMs: 500
// why: every object becomes a thenable
export default { async fetch() { Object.prototype.then = function (resolve) { resolve(new Response('from then')); }; return new Response('x'); } };
