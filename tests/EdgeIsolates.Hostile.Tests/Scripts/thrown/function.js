// expect: exception
// why: a function with a burning toString
export default { fetch() { const f = () => {}; f.toString = () => { for (;;); }; throw f; } };
