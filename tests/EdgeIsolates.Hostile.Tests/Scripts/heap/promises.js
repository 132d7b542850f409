// expect: exceededMemory
// cpuMs: 4000
// why: promises that never settle, each with a reaction
export default { fetch() { const kept = []; for (;;) { const promise = new Promise(() => {}); promise.then(() => kept); kept.push(promise); } } };
