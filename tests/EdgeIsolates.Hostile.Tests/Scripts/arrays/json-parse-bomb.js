// expect: exceededMemory
// cpuMs: 4000
// why: JSON.parse of a hundred megabytes
export default { fetch() { return new Response(String(JSON.parse('[' + '1,'.repeat(5e7) + '1]').length)); } };
