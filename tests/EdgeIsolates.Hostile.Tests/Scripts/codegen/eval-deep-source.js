// expect: exception
// allowEval: true
// why: a hundred thousand parentheses: the parser recurses
export default { fetch() { return new Response(String(eval('('.repeat(1e5) + '1' + ')'.repeat(1e5)))); } };
