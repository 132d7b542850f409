// expect: exceededCpu
// why: burns while the delay is converted to a number
export default { fetch() { setTimeout(() => {}, { valueOf() { for (;;); } }); return new Response('never'); } };
