// expect: ok
// answer: 2 3
// allowEval: true
// cpuMs: 500
// why: where the deployment asks for it, it works
export default { fetch() { return new Response(`${eval('1 + 1')} ${new Function('return 3')()}`); } };
