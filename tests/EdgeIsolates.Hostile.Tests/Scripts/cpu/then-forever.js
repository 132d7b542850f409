// expect: exceededCpu
// why: the same by then(), each link making the next
const again = () => Promise.resolve().then(again);
export default { fetch() { return again(); } };
