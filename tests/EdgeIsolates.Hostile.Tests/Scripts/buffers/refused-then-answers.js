// expect: ok
// answer: RangeError
// cpuMs: 2000
// why: a script that catches the refusal and lets go may go on
export default {
  fetch() {
    let kept = [];
    try { for (;;) kept.push(new Uint8Array(2 ** 20)); } catch (error) { kept = null; return new Response(error.name); }
  },
};
