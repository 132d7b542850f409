// expect: exception
// why: reject with null
export default { fetch() { return Promise.reject(null); } };
