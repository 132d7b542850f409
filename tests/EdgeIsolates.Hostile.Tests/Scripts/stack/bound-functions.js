// expect: exception|ok|exceededCpu
// cpuMs: 500
// why: bind of bind of bind
export default { fetch() { let f = () => 'done'; for (let i = 0; i < 1e5; i++) f = f.bind(null); return new Response(f()); } };
