// expect: ok
// answer: answered
// calls: 2
// cpuMs: 500
// why: every global that can be deleted is gone
const { Response } = globalThis;
for (const name of Object.getOwnPropertyNames(globalThis)) try { delete globalThis[name]; } catch { }
export default { fetch() { return new Response('answered'); } };
