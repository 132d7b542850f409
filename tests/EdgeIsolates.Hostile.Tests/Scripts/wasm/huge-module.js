// expect: ok|exceededMemory|exceededCpu|exception
// cpuMs: 1000
// overshootMs: 3000
// why: a module of 100,000 functions: compiled code is native memory, and compiling is CPU
function leb(n) { const out = []; do { let b = n & 127; n >>>= 7; if (n) b |= 128; out.push(b); } while (n); return out; }
export default {
  fetch() {
    const count = 100000; const body = [4, 0, 16, 0, 11];
    const head = [0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0];
    const types = [...leb(count)]; const bytes = [...head, 3, ...leb(count + types.length), ...types];
    for (let i = 0; i < count; i++) bytes.push(0);
    bytes.push(10, ...leb(count * body.length + types.length), ...types);
    for (let i = 0; i < count; i++) bytes.push(...body);
    return new Response(String(WebAssembly.Module.exports(new WebAssembly.Module(Uint8Array.from(bytes))).length));
  },
};
