// expect: exceededMemory|exception
// cpuMs: 4000
// why: two bytes a character: a gigabyte when flattened
export default { fetch() { return new Response(String(('\u{1F600}'.repeat(2e8) + 'x').charCodeAt(3e8))); } };
