// expect: exception|ok|exceededWallTime
// timeoutMs: 1000
// why: waitAsync keeps a timer inside V8, where it exists
export default { async fetch() { return new Response(String(await Atomics.waitAsync(new Int32Array(new SharedArrayBuffer(8)), 0, 0, 100).value)); } };
