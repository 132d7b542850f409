// expect: ok
// answer: EvalError EvalError EvalError EvalError EvalError
// why: all the ways to compile text, by constructor chain too
export default {
  fetch() {
    const ways = [() => new Function('return 1')(), () => (async () => {}).constructor('return 1')(), () => (function* () {}).constructor('yield 1')(), () => (async function* () {}).constructor('yield 1')(), () => (0, eval)('1')];
    return new Response(ways.map((way) => { try { return `ran ${way()}`; } catch (error) { return error.name; } }).join(' '));
  },
};
