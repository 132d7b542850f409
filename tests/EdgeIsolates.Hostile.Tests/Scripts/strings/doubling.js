// expect: exception|exceededMemory
// cpuMs: 4000
// why: concatenation builds a tree; reading a character flattens it, each time
export default { fetch() { let text = 'ab'; for (;;) { text += text; text.charCodeAt(1); } } };
