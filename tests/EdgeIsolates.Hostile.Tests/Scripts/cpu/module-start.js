// expect: deployFailed
// says: CPU
// why: burns when the module is evaluated, before there is a handler
for (;;);
export default { fetch() { return new Response('never'); } };
