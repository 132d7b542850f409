// expect: exceededCpu|exceededMemory
// overshootMs: 3000
// why: quadratic search inside C++
export default { fetch() { return new Response(String('a'.repeat(4e6).lastIndexOf('a'.repeat(2e6) + 'b'))); } };
