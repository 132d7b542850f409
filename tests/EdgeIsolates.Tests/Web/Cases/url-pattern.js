test('a pattern of a whole URL', () => {
  const pattern = new URLPattern('https://*.example.com/books/:id(\\d+)?{/edit}?');
  equal([pattern.protocol, pattern.hostname, pattern.port, pattern.pathname, pattern.search], ['https', '*.example.com', '', '/books/:id(\\d+)?{/edit}?', '*']);
  const match = pattern.exec('https://shop.example.com/books/42/edit?x=1');
  equal([match.hostname.groups, match.pathname.groups, match.search.input, match.inputs], [{ 0: 'shop' }, { id: '42' }, 'x=1', ['https://shop.example.com/books/42/edit?x=1']]);
  equal(Object.keys(match), ['hash', 'hostname', 'inputs', 'password', 'pathname', 'port', 'protocol', 'search', 'username']);
  equal([pattern.test('https://shop.example.com/books'), pattern.test('http://shop.example.com/books'), pattern.test('not a url'), pattern.hasRegExpGroups], [true, false, false, true]);
});
test('dictionaries, base URLs and options', () => {
  const pattern = new URLPattern({ pathname: '/:a/:b*', baseURL: 'https://h.test:8443/x?q' });
  equal([pattern.hostname, pattern.port, pattern.search, pattern.hasRegExpGroups], ['h.test', '8443', '*', false]);
  equal(pattern.exec({ pathname: '/1/2/3', protocol: 'https', hostname: 'h.test', port: '8443' }).pathname.groups, { a: '1', b: '2/3' });
  equal(pattern.exec('../1', 'https://h.test:8443/z/').pathname.groups, { a: '1' });
  equal('b' in pattern.exec('../1', 'https://h.test:8443/z/').pathname.groups, true);
  equal([new URLPattern('/A', 'http://h', { ignoreCase: true }).test('http://h/a'), new URLPattern({ pathname: '/A' }).test({ pathname: '/a' })], [true, false]);
  equal(new URLPattern().test('https://anything/'), true);
  equal(new URLPattern('data\\:foo*').test('data:foobar'), true);
});
test('what is canonical', () => {
  equal(new URLPattern({ hostname: 'ex\u00e4mple.com', pathname: '/caf\u00e9', search: '?a b', port: '443', protocol: 'https:' }).pathname, '/caf%C3%A9');
  const pattern = new URLPattern({ protocol: 'https', port: '443', hostname: '[\\:\\:1]' });
  equal([pattern.port, new URLPattern({ pathname: '/a/../b' }).pathname, new URLPattern({ pathname: '/:a{b}' }).pathname], ['', '/b', '{/:a}b']);
});
test('faults are TypeErrors', () => {
  const faults = [['/relative'], ['/x', 'no base'], [{ pathname: '(' }], [{ pathname: '(?:x)' }], [{ pathname: '/:a/:a' }], [{ pathname: '{a' }], [{ hostname: 'a b' }], [{ port: 'x' }],
    [{ pathname: '([)' }], [{ pathname: '\\' }], [{}, 'https://h'], [{ protocol: '1' }]];
  for (const fault of faults) throws(() => new URLPattern(...fault), 'TypeError', '');
  throws(() => new URLPattern({}).test({}, 'https://h'), 'TypeError', 'base URL');
});
test('group names are only names', () => {
  const { groups } = new URLPattern({ pathname: '/:__proto__' }).exec({ pathname: '/x' }).pathname;
  equal([Object.keys(groups), Object.getPrototypeOf(groups) === Object.prototype], [['__proto__'], true]);
});
