// expect: exceededCpu|exceededMemory
// overshootMs: 3000
// why: ten million replacements, one built-in
export default { fetch() { return new Response(String('a'.repeat(1e7).replaceAll('a', 'bb').length)); } };
