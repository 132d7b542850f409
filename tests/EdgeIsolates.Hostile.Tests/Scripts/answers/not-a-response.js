// expect: exception
// why: forty-two is no answer
export default { fetch() { return 42; } };
