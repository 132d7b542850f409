// expect: exception|exceededCpu|exceededMemory
// why: JSON.stringify of an array that claims 2^53-1 elements
export default { fetch() { return new Response(JSON.stringify(new Proxy([], { get: (target, key) => key === 'length' ? 2 ** 53 - 1 : 0 }))); } };
