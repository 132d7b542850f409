// expect: exception
// why: past V8's longest typed array
export default { fetch() { return new Response(String(new Uint8Array(2 ** 53 - 1).length)); } };
