// expect: exception|exceededCpu|exceededMemory
// cpuMs: 2000
// why: a million timers: there is a limit per request
export default { fetch() { for (let i = 0; i < 1e6; i++) setTimeout(() => {}, 1e6); return new Response('never'); } };
