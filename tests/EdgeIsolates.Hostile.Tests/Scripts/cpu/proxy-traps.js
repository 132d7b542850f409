// expect: exceededCpu
// why: an endless prototype walk through proxy traps
const endless = new Proxy({}, { getPrototypeOf() { return Object.create(endless); }, get() { for (;;); }, has() { return true; } });
export default { fetch() { with_(endless); return new Response(endless.anything); } };
function with_(proxy) { try { Object.prototype.isPrototypeOf.call(Array.prototype, proxy); } catch { } }
