// expect: exception
// why: 101 would leave the client waiting for another protocol
export default { fetch() { return { status: 101, body: 'x' }; } };
