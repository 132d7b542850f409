// expect: exception
// why: objects that claim to be a Response, and a Response without its insides
export default { fetch() { const fake = Object.create(Response.prototype); return fake; } };
