// expect: ok
// cpuMs: 500
// why: an array with four billion holes costs what it has, not what it could have
export default { fetch() { const list = []; list.length = 4e9; return new Response(String(structuredClone([list, list])[0].length)); } };
