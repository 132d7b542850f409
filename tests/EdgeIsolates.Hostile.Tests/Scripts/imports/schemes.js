// expect: ok
// answer: refused refused refused refused refused refused refused
// why: nothing but the deployment's own files can be imported
const names = ['node:fs', 'fs', 'file:///etc/passwd', 'data:text/javascript,export default 1', 'https://example.com/x.js', '../../../../etc/passwd', 'blob:x'];
export default { async fetch() { return new Response((await Promise.all(names.map((name) => import(name).then(() => `loaded ${name}`, () => 'refused')))).join(' ')); } };
