// expect: exceededCpu
// why: burns while the runtime converts the init dictionary of Response
export default { fetch() { return new Response('x', { get headers() { for (;;); } }); } };
