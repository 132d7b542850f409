// expect: ok|exceededMemory|exceededCpu
// cpuMs: 2000
// why: console.count and console.time keep a table of labels
export default { fetch() { for (let i = 0; i < 1e5; i++) { console.count(`label ${i}`); console.time(`label ${i}`); } return new Response('answered'); } };
