// expect: exception
// why: a thrown proxy whose every trap throws another such proxy
const thrower = () => new Proxy(class { }, new Proxy({}, { get() { return () => { throw thrower(); }; } }));
export default { fetch() { throw thrower(); } };
