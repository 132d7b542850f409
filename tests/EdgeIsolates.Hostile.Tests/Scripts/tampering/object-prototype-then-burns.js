// expect: exceededCpu
// why: a burning then on every object
export default { async fetch() { Object.prototype.then = function () { for (;;); }; return new Response('x'); } };
