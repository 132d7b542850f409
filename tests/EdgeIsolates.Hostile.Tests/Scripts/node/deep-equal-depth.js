// expect: exception|exceededCpu
// cpuMs: 2000
// why: comparing what is nested a hundred thousand deep
import { isDeepStrictEqual } from 'node:util';
const nest = () => { let list = []; for (let i = 0; i < 1e5; i++) list = [list]; return list; };
export default { fetch() { return new Response(String(isDeepStrictEqual(nest(), nest()))); } };
