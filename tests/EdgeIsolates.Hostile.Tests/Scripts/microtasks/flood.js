// expect: exceededCpu|exceededMemory
// cpuMs: 200
// why: each microtask queues two more: exponential
const twice = () => { queueMicrotask(twice); queueMicrotask(twice); };
export default { fetch() { twice(); return new Response('too early'); } };
