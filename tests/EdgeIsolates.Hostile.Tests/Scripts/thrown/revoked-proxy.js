// expect: exception
// why: a revoked proxy answers nothing at all
export default { fetch() { const { proxy, revoke } = Proxy.revocable({}, {}); revoke(); throw proxy; } };
