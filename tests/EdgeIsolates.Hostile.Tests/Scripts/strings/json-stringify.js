// expect: exceededMemory|exception
// cpuMs: 4000
// why: the text of a small graph is exponential
export default { fetch() { let value = ['leaf']; for (let i = 0; i < 40; i++) value = [value, value]; return new Response(JSON.stringify(value)); } };
