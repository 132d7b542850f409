// expect: ok
// answer: answered /p q
// calls: 2
// cpuMs: 500
// why: string methods and RegExp.prototype.exec replaced
for (const name of ['split', 'slice', 'replace', 'toLowerCase', 'charCodeAt', 'indexOf', 'trim', 'startsWith', 'substring', 'codePointAt', 'toUpperCase']) String.prototype[name] = () => { throw new Error(`patched ${name}`); };
RegExp.prototype.exec = RegExp.prototype.test = () => { throw new Error('patched exec'); };
RegExp.prototype[Symbol.replace] = RegExp.prototype[Symbol.split] = () => { throw new Error('patched'); };
export default { fetch() { return new Response(`answered ${new URL('http://x/p?a=q').pathname} ${new URL('http://x/?a=q').searchParams.get('a')}`, { headers: { 'Content-Type': 'text/x' } }); } };
