// expect: exceededCpu|exceededMemory
// cpuMs: 200
// overshootMs: 60
// why: compiles new regular expressions for ever
export default { fetch() { for (let n = 0; ; n++) new RegExp(`(?:a{${n % 500}}|b)+${n}`).test('aaab'); } };
