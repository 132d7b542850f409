// expect: exception
// says: Array buffer allocation failed
// why: a gigabyte at once: refused, and the script may know
export default { fetch() { return new Response(String(new Uint8Array(2 ** 30).length)); } };
