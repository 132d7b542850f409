// expect: ok|exceededCpu
// cpuMs: 1000
// why: ten thousand imports of different missing names: nothing may be kept for them
export default { async fetch() { for (let i = 0; i < 1e4; i++) await import(`./missing${i}.js`).catch(() => {}); return new Response('answered'); } };
