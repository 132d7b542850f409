// expect: ok|exception
// cpuMs: 500
// why: names with NUL travel to the host and back
const key = 'a\0b';
export default { fetch() { const named = { [key]() { throw new Error(`c\0d`); } }; Object.defineProperty(named[key], 'name', { value: 'e\0f' }); console.log(key, named); named[key](); } };
