// expect: exceededMemory
// cpuMs: 4000
// why: five hundred million one-character strings in one built-in
export default { fetch() { return new Response(String('x'.repeat(5e8).split('').length)); } };
