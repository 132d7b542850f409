// expect: ok
// answer: 4
// why: U+2028 and U+2029 are line ends for the scanner but not in strings
// generate: {"times":1,"before":"\u2028\u2029"}
const text = 'a/*generated*/b';
export default { fetch() { return new Response(String(text.length)); } };
