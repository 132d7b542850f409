// expect: ok
// answer: 0
// why: logging must run no getter and no trap of the script
let ran = 0;
const trap = new Proxy({}, new Proxy({}, { get() { ran++; throw new Error('trap'); } }));
export default { fetch() { console.log(trap, { get a() { ran++; throw new Error('getter'); } }, new Proxy([], {})); return new Response(String(ran)); } };
