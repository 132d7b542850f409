// expect: exception
// cpuMs: 1000
// why: a pattern of a hundred thousand nested groups
export default { fetch() { return new Response(String(new RegExp('('.repeat(1e5) + ')'.repeat(1e5)).test(''))); } };
