// expect: exceededWallTime|exceededCpu
// cpuMs: 200
// timeoutMs: 400
// why: a timer that sets itself again, for ever, doing nothing
export default { fetch() { return new Promise(() => { const tick = () => setTimeout(tick, 0); tick(); }); } };
