// expect: ok|exception|exceededCpu|exceededMemory
// cpuMs: 4000
// why: a pattern of a hundred thousand named groups
export default { fetch() { return new Response(String(new URLPattern({ pathname: Array.from({ length: 1e5 }, (_, i) => `/:n${i}`).join('') }).pathname.length)); } };
