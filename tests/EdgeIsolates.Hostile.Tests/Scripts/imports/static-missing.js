// expect: deployFailed
// says: nope.js
// why: a static import that cannot be resolved is a fault of the deployment
import nope from './nope.js';
export default { fetch() { return new Response(nope); } };
