// expect: exceededCpu
// why: catastrophic backtracking runs in generated regular expression code
export default { fetch() { return new Response(String(/^(a+)+$/.test('a'.repeat(60) + 'b'))); } };
