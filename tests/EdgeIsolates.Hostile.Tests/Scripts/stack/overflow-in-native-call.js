// expect: ok|exception
// cpuMs: 2000
// why: calls host operations at every depth near the end of the stack
function deeper() { crypto.randomUUID(); structuredClone({ a: 1 }); deeper(); }
export default { fetch() { try { deeper(); } catch { } return new Response('sound'); } };
