// expect: exceededCpu|exceededMemory
// cpuMs: 200
// why: the answer waits behind the flood
const twice = () => Promise.resolve().then(() => { twice(); twice(); });
export default { async fetch() { await twice(); return new Response('never'); } };
