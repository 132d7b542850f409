// expect: exceededCpu
// why: burns inside a callback of a string built-in
export default { fetch() { return new Response('abc'.replace(/b/, () => { for (;;); })); } };
