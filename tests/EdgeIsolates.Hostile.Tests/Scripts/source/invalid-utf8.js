// expect: ok|deployFailed
// deploy: bare
// bytes: EDA080FFFE
// why: a body that is not UTF-8: surrogates encoded, and bytes that mean nothing
const text = '/*bytes*/';
export default { fetch() { return new Response(String(text.length)); } };
