// expect: exception
// says: nope.js
// why: import() of what is not there
export default { async fetch() { await import('./nope.js'); } };
