// expect: exceededCpu
// why: a pattern's own regular expression backtracks without end
export default { fetch() { return new Response(String(new URLPattern({ pathname: '/((?:[a-z]+)+\\d)' }).test({ pathname: `/${'a'.repeat(60)}` }))); } };
