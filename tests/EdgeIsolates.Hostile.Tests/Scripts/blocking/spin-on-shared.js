// expect: exceededCpu
// why: a spin lock nobody opens
export default { fetch() { const flag = new Int32Array(new SharedArrayBuffer(4)); while (Atomics.load(flag, 0) === 0); return new Response('never'); } };
