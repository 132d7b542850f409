test('a plain URL and the state machine agree', () => {
  // The last label of each twin keeps it off the fast way.
  for (const [plain, twin] of [['https://example.com/a/b?c=d#e', 'HTTPS://example.com/a/b?c=d#e'], ['http://h:8080', 'http:\\\\h:8080'],
    ['https://h:443/', 'https://H:443/'], ['https://h/%7Ea?x=%20', 'https:/h/%7Ea?x=%20']]) {
    equal(new URL(plain).href, new URL(twin).href);
  }
});
test('dot segments and ports', () => {
  equal(new URL('http://a/b/../c/./d').pathname, '/c/d');
  equal(new URL('http://a/b/%2e%2E/c').pathname, '/c');
  equal(new URL('https://a:443/').port, '');
  throws(() => new URL('https://a:65536/'), 'TypeError', 'Invalid URL');
});
test('relative references', () => {
  equal(new URL('../x?y', 'https://h/a/b/c').href, 'https://h/a/x?y');
  equal(new URL('//other/p', 'https://h/a').href, 'https://other/p');
  equal(new URL('#f', 'mailto:a@b').href, 'mailto:a@b#f');
  throws(() => new URL('x'), 'TypeError');
  throws(() => new URL('x', 'mailto:a@b'), 'TypeError');
});
test('hosts', () => {
  equal(new URL('http://0x7f.1/').hostname, '127.0.0.1');
  equal(new URL('http://[2001:db8:0:0:1:0:0:1]/').hostname, '[2001:db8::1:0:0:1]');
  throws(() => new URL('http://1.2.3.256/'), 'TypeError');
  throws(() => new URL('http://a b/'), 'TypeError');
  equal(new URL('http://b\u00fccher.example/').hostname, 'xn--bcher-kva.example');
});
test('lone surrogates', () => {
  equal(new URL('https://h/\ud800?\udfff').href, 'https://h/%EF%BF%BD?%EF%BF%BD');
  equal(new URL('\ud800', 'https://h/').pathname, '/%EF%BF%BD');
});
test('parameters with and without values', () => {
  equal(JSON.stringify([...new URLSearchParams('a&b=1&&c&=x&d==&e')]), '[["a",""],["b","1"],["c",""],["","x"],["d","="],["e",""]]');
  equal(new URLSearchParams('a&'.repeat(300000)).size, 300000);
});
test('setters', () => {
  const url = new URL('https://user:pw@h:1/p?q#f');
  url.protocol = 'http';
  url.host = 'x:80';
  url.pathname = '/a b';
  url.search = 'k=v w';
  url.hash = '';
  equal(url.href, 'http://user:pw@x:1/a%20b?k=v%20w'.replace(':1', ''));
});
test('searchParams follow and change the URL', () => {
  const url = new URL('https://h/?a=1');
  url.searchParams.append('b', '\u00e9 +');
  equal(url.search, '?a=1&b=%C3%A9+%2B');
  url.search = '?z=9';
  equal(url.searchParams.get('z'), '9');
});
test('canParse and parse', () => {
  equal(URL.canParse('https://h'), true);
  equal(URL.canParse('nope'), false);
  equal(URL.parse('nope'), null);
  equal(URL.parse('/p', 'https://h').href, 'https://h/p');
});
test('the same URL twice gives objects of their own', () => {
  const first = new URL('https://h/p'), second = new URL('https://h/p');
  first.pathname = '/changed';
  equal(second.pathname, '/p');
  equal(new URL('https://h/p').pathname, '/p');
});
test('URLSearchParams from each source', () => {
  equal(`${new URLSearchParams('?a=1&b=%20&c')}`, 'a=1&b=+&c=');
  equal(`${new URLSearchParams({ a: 1, b: '\ud800' })}`, 'a=1&b=%EF%BF%BD');
  equal(`${new URLSearchParams([['x', 'y'], new Set(['z', 'w'])])}`, 'x=y&z=w');
  equal(`${new URLSearchParams(new URLSearchParams('q=1'))}`, 'q=1');
  throws(() => new URLSearchParams([['one']]), 'TypeError');
});
test('URLSearchParams methods', () => {
  const params = new URLSearchParams('b=2&a=1&b=3');
  equal(params.size, 3);
  equal(params.getAll('b'), ['2', '3']);
  equal(params.has('b', '3'), true);
  params.sort();
  equal([...params.keys()], ['a', 'b', 'b']);
  params.set('b', '9');
  params.delete('a');
  equal(params.toString(), 'b=9');
  const seen = [];
  for (const [key, value] of params) seen.push(key + value);
  equal(seen, ['b9']);
});
test('domains in other scripts: UTS 46', () => {
  equal(new URL('https://FAẞ.de').host, 'xn--fa-hia.de');
  equal(new URL('https://a%CC%88.com').host, 'xn--4ca.com');
  equal(new URL('https://日本語.jp').host, 'xn--wgv71a119e.jp');
  equal(new URL('https://ä..b-.').host, 'xn--4ca..b-.');
  equal(URL.canParse('https://xn--a'), false);
  equal(URL.canParse('https://\u0301a.com'), false);
  equal(URL.canParse('https://אa.com'), false);
  equal(URL.canParse(`https://${'ä'.repeat(100_000)}`), false);
});
