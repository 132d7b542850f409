// expect: ok|exception
// cpuMs: 2000
// why: runs the runtime's own JavaScript at every depth near the end of the stack
function deeper() {
  try { new Response('x', { headers: { a: 'b' } }); new URL('http://x/y?z'); } catch { return; }
  deeper();
}
export default { fetch() { try { deeper(); } catch { } return new Response('sound'); } };
