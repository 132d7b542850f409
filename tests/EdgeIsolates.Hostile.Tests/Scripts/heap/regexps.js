// expect: exceededMemory|exceededCpu
// cpuMs: 2000
// why: each regular expression keeps its source and its compiled code
export default { fetch() { const kept = []; for (;;) { const re = new RegExp('a'.repeat(1000) + kept.length); re.test('a'); kept.push(re); } } };
