// expect: ok|exceededMemory|exception
// cpuMs: 4000
// why: a text of 400 MB from an array that costs 8 bytes an element; free until something flattens it
export default { fetch() { return new Response(String(new Array(1e6).join('y'.repeat(400)).length)); } };
