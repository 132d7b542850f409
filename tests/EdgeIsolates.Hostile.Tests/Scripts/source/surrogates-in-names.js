// expect: exception
// cpuMs: 500
// why: lone surrogates as function, property, error and label names
const lone = '\uD800';
export default { fetch() { const named = { [lone]() { const error = new Error('\uDFFF broken \uD83D'); error.name = lone; throw error; } }; console.log(lone, named); named[lone](); } };
