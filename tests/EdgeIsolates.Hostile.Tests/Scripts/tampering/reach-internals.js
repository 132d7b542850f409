// expect: ok
// answer: nothing
// why: no global, no function source and no constructor chain leads to the runtime's insides
export default {
  fetch() {
    const found = [];
    for (const name of ['internals', 'ops', 'primordials', 'require', 'Deno', 'Bun', '__internals', 'natives', 'binding']) if (name in globalThis) found.push(name);
    for (const f of [setTimeout, Response, fetchOf(console), URL]) { try { if (f && f.caller) found.push('caller'); } catch { } }
    for (const name of ['binding', 'dlopen', 'mainModule', '_linkedBinding', 'kill', 'abort']) {
      try { process[name](1, 0); found.push(`process.${name}`); } catch { }
    }
    return new Response(found.join() || 'nothing');
  },
};
function fetchOf(console) { return console.log; }
