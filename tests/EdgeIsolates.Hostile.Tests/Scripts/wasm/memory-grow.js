// expect: ok|exceededMemory
// cpuMs: 2000
// why: memory.grow until it is refused: the refusal is -1, a RangeError in JavaScript
export default {
  fetch() {
    const memory = new WebAssembly.Memory({ initial: 1 });
    try { for (;;) memory.grow(16); } catch (error) { return new Response(error.name); }
  },
};
