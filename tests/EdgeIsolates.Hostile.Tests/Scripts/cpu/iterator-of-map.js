// expect: exceededCpu
// why: new Map() of the same pair for ever: a built-in that drains a script's iterator
const endless = { [Symbol.iterator]: () => ({ next: () => ({ value: [1, 1], done: false }) }) };
export default { fetch() { return new Response(String(new Map(endless).size)); } };
