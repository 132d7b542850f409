// expect: exception
// why: statuses that HTTP does not have
export default { fetch() { return { status: 99999, body: 'x' }; } };
