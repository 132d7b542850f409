// expect: ok|exception|exceededMemory
// cpuMs: 2000
// why: regular expression groups nested a hundred thousand deep
export default { fetch() { return new Response(String(new URLPattern({ pathname: `/(${'(?:'.repeat(1e5)}a${')'.repeat(1e5)})` }).test({ pathname: '/a' }))); } };
