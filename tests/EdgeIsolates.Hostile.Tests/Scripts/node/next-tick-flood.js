// expect: exceededCpu
// cpuMs: 200
// why: process.nextTick that starts itself again
const again = () => process.nextTick(again);
export default { fetch() { again(); return new Response('too early'); } };
