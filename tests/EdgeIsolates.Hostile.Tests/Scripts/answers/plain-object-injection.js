// expect: exception
// why: the same through the plain-object answer
export default { fetch() { return { status: 200, headers: { 'a\r\nb': 'c', 'd': 'e\nf' }, body: 'x' }; } };
