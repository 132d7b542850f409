// expect: ok|exceededCpu|exceededMemory
// overshootMs: 1000
// why: the longest JSON.parse that the memory budget lets through
export default { fetch() { return new Response(String(JSON.parse('[' + '1,'.repeat(2e6) + '1]').length)); } };
