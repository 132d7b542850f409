// expect: exceededWallTime|exceededCpu
// cpuMs: 200
// timeoutMs: 400
// why: setInterval(…, 0) and an answer that never comes
export default { fetch() { return new Promise(() => setInterval(() => {}, 0)); } };
