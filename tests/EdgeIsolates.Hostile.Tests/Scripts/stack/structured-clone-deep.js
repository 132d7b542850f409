// expect: exception
// cpuMs: 1000
// why: the serializer walks down on the native stack
export default { fetch() { let deep = []; for (let i = 0; i < 1e5; i++) deep = [deep]; return new Response(String(structuredClone(deep).length)); } };
