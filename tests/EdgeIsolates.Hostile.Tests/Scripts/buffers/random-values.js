// expect: exception
// says: 65536
// why: getRandomValues has a quota
export default { fetch() { return new Response(String(crypto.getRandomValues(new Uint8Array(70000)).length)); } };
