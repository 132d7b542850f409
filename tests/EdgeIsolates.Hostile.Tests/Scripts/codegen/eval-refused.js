// expect: exception
// says: EvalError
// why: eval is off unless the deployment asks for it
export default { fetch() { return new Response(String(eval('1 + 1'))); } };
