// expect: ok
// answer: x
// why: sourceURL and sourceMappingURL comments must not move errors or read files
//# sourceURL=file:///etc/passwd
//# sourceMappingURL=http://127.0.0.1:1/map.json
export default { fetch() { return new Response('x'); } };
