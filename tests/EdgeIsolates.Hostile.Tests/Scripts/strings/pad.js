// expect: exceededMemory|exception
// cpuMs: 4000
// why: padStart to half a gigabyte, then upper case
export default { fetch() { return new Response(String('x'.padStart(5e8, 'ab').toUpperCase().length)); } };
