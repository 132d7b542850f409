// expect: exceededMemory
// cpuMs: 4000
// why: small text, large objects, no interrupt on the way
export default { fetch() { return new Response(String(JSON.parse('[' + '{"a":{}},'.repeat(1e6) + '1]').length)); } };
