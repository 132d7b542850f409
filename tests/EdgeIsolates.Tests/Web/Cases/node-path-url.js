import path, { posix } from 'node:path';
import * as bare from 'path/posix';
import url, { fileURLToPath, pathToFileURL } from 'node:url';
import querystring from 'node:querystring';

test('path: join and normalize', () => {
  equal([
    path.join('/a', 'b', '../c', './d'), path.join(''), path.join('a', '', 'b/'), path.join('..', 'x'), path.join('/..', 'x'),
    path.normalize('/foo//bar/./baz/..'), path.normalize(''), path.normalize('./'), path.normalize('../../a/../b/'), path.normalize('/'), path.normalize('//a'),
  ], ['/a/c/d', '.', 'a/b/', '../x', '/x', '/foo/bar', '.', './', '../../b/', '/', '/a']);
  equal(posix === path, true);
  equal(bare.join === path.join, true);
});

test('path: resolve and relative', () => {
  equal([path.resolve('/a', 'b', '../c'), path.resolve('/a', '/b'), path.resolve('/x/', '.', 'y/'), path.isAbsolute('/a'), path.isAbsolute('a'), path.isAbsolute('')],
    ['/a/c', '/b', '/x/y', true, false, false]);
  equal([
    path.relative('/a/b/c', '/a/d'), path.relative('/a', '/a'), path.relative('/a/b', '/a/b/c/d'), path.relative('/a/b', '/'), path.relative('/', '/x'), path.relative('/foo/bar', '/foo/barbaz'),
  ], ['../../d', '', 'c/d', '../..', 'x', '../barbaz']);
});

test('path: parts', () => {
  equal([path.dirname('/a/b/c'), path.dirname('/a'), path.dirname('a'), path.dirname(''), path.dirname('/a/b/'), path.dirname('//a'), path.dirname('/'), path.dirname('a//b')],
    ['/a/b', '/', '.', '.', '/a', '//', '/', 'a/']);
  equal([
    path.basename('/a/b.html'), path.basename('/a/b.html', '.html'), path.basename('/a/b/'), path.basename('b', 'b'), path.basename('/'), path.basename('a.html', 'html'), path.basename('aab', 'ab'),
  ], ['b.html', 'b', 'b', '', '', 'a.', 'a']);
  equal([path.extname('a.b.c'), path.extname('.rc'), path.extname('a.'), path.extname('a'), path.extname('/x.y/z'), path.extname('.a.b'), path.extname('..')], ['.c', '', '.', '', '', '.b', '']);
  equal(path.parse('/home/user/file.txt'), { root: '/', dir: '/home/user', base: 'file.txt', ext: '.txt', name: 'file' });
  equal(path.parse('./a/b'), { root: '', dir: './a', base: 'b', ext: '', name: 'b' });
  equal(path.parse('/'), { root: '/', dir: '/', base: '', ext: '', name: '' });
  equal([path.format({ dir: '/a', base: 'b' }), path.format({ root: '/', name: 'f', ext: 'txt' }), path.format({ name: 'f', ext: '.txt' })], ['/a/b', '/f.txt', 'f.txt']);
  throws(() => path.join(5), 'TypeError', 'The "path" argument must be of type string. Received type number (5)');
});

test('url: the standard part', () => {
  equal(url.URL === URL, true);
  equal(fileURLToPath('file:///a%20b/c'), '/a b/c');
  throws(() => fileURLToPath('https://a/'), 'TypeError', 'The URL must be of scheme file');
  throws(() => fileURLToPath('file://host/a'), 'TypeError', 'File URL host must be "localhost" or empty');
  equal(pathToFileURL('/a b#c?d%').href, 'file:///a%20b%23c%3Fd%25');
  equal(url.format(new URL('https://u:p@h/x?y#z'), { fragment: false, auth: false }), 'https://h/x?y');
  equal(url.domainToASCII('espa\u00f1ol.com'), 'xn--espaol-zwa.com');
  const { auth, path: requestPath, port } = url.urlToHttpOptions(new URL('https://a:b@c:81/d?e'));
  equal([auth, requestPath, port], ['a:b', '/d?e', 81]);
});

test('url: parse', () => {
  const pick = ({ protocol, slashes, auth, host, port, hostname, hash, search, query, pathname, path: both, href }) =>
    [protocol, slashes, auth, host, port, hostname, hash, search, query, pathname, both, href];
  equal(pick(url.parse('http://user:pass@Sub.Example.com:8080/p/a/t/h?query=string#hash')), [
    'http:', true, 'user:pass', 'sub.example.com:8080', '8080', 'sub.example.com', '#hash', '?query=string', 'query=string', '/p/a/t/h', '/p/a/t/h?query=string',
    'http://user:pass@sub.example.com:8080/p/a/t/h?query=string#hash']);
  equal(pick(url.parse('/a?b=c')), [null, null, null, null, null, null, null, '?b=c', 'b=c', '/a', '/a?b=c', '/a?b=c']);
  equal(pick(url.parse('//host/path', false, true)), [null, true, null, 'host', null, 'host', null, null, null, '/path', '/path', '//host/path']);
  equal(pick(url.parse('mailto:a@b.c')).slice(0, 6), ['mailto:', null, 'a', 'b.c', null, 'b.c']);
  equal(url.parse('/x?a=1&a=2', true).query.a, ['1', '2']);
  equal(url.parse('http://h').href, 'http://h/');
  equal(url.parse('http://h/a b').href, 'http://h/a%20b');
  throws(() => url.parse(5), 'TypeError', 'The "url" argument must be of type string');
});

test('url: format and resolve', () => {
  equal(url.format({ protocol: 'https', hostname: 'h', port: 1, pathname: 'p', query: { a: 1, b: ['x', 'y'] }, hash: 'z' }), 'https://h:1/p?a=1&b=x&b=y#z');
  equal([
    url.resolve('/one/two/three', 'four'), url.resolve('http://example.com/', '/one'), url.resolve('http://example.com/one', '/two'),
    url.resolve('http://a/b/c/d?q', '../e'), url.resolve('http://a/b', '?x'), url.resolve('http://a/b', '//c/d'), url.resolve('http://a/b/c', '.'), url.resolve('http://a/b', 'https://z/y'),
  ], ['/one/two/four', 'http://example.com/one', 'http://example.com/two', 'http://a/b/e', 'http://a/b?x', 'http://c/d', 'http://a/b/', 'https://z/y']);
});

test('querystring: both ways', () => {
  equal({ ...querystring.parse('a=1&b=2&a=3&c&d=%zz&e=x+y&=v&&f=%E2%82%AC') }, { a: ['1', '3'], b: '2', c: '', d: '%zz', e: 'x y', '': 'v', f: '\u20ac' });
  equal({ ...querystring.parse('a:1;b:2', ';', ':') }, { a: '1', b: '2' });
  equal(Object.keys(querystring.parse('a&b&c', null, null, { maxKeys: 2 })).length, 2);
  equal(querystring.stringify({ a: 1, b: [true, 'x y'], c: null, d: undefined, e: '\u20ac&', f: NaN, g: 5n }), 'a=1&b=true&b=x%20y&c=&d=&e=%E2%82%AC%26&f=&g=5');
  equal(querystring.stringify({ a: 1, b: 2 }, ';', ':'), 'a:1;b:2');
  equal(querystring.stringify('x'), '');
  equal(querystring.unescape('%E2%82%zz'), '\ufffd%zz');
});
