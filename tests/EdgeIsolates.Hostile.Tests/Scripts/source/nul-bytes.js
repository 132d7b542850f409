// expect: deployFailed|ok
// generate: {"times":3,"before":"\u0000"}
// why: NUL between tokens is a syntax error, inside a string it is a character; C strings would end here
const text = '/*generated*/';
export default { fetch() { return new Response(`${text.length}`); } };
