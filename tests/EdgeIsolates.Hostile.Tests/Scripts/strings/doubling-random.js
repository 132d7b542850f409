// expect: exceededMemory|exception
// cpuMs: 4000
// why: slices of flattened strings keep their parents
export default { fetch() { let text = ''; for (;;) { text += Math.random(); text = text + text.slice(1); } } };
