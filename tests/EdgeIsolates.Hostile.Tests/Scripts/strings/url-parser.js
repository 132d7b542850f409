// expect: exceededMemory|exception|exceededCpu
// cpuMs: 500
// overshootMs: 300
// why: a URL of 64 MB, and its search parameters
export default { fetch() { const url = new URL('http://x/?' + 'a=b&'.repeat(1.6e7)); return new Response(String([...url.searchParams].length)); } };
