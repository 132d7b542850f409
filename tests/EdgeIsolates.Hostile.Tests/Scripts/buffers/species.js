// expect: exception|ok
// why: a species constructor that hands back a buffer of another size
class Small extends ArrayBuffer { static get [Symbol.species]() { return function () { return new ArrayBuffer(1); }; } }
export default { fetch() { return new Response(String(new Small(1000).slice(0, 500).byteLength)); } };
