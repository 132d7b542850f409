// expect: exceededCpu
// why: burns inside a getter that the runtime reads from a plain-object answer
export default { fetch() { return { get status() { for (;;); }, body: 'x' }; } };
