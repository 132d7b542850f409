// expect: exceededCpu
// why: a thenable that resolves with itself keeps the resolution job alive for ever
const thenable = { then(resolve) { resolve(thenable); } };
export default { fetch() { return thenable; } };
