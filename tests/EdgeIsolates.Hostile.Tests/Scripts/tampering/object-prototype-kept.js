// expect: ok|exception
// calls: 2
// cpuMs: 500
// why: the pollution stays while the runtime sends the answer and takes the next request
export default { fetch() { Object.defineProperty(Object.prototype, 'status', { get() { return 999; }, set() { }, configurable: true }); Object.prototype.headers = { evil: 1 }; Object.prototype.body = 'evil'; return new Response('answered'); } };
