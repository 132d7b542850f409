'use strict';
// https://nodejs.org/api/path.html, POSIX only
const { StringPrototypeCharCodeAt, StringPrototypeLastIndexOf, StringPrototypeSlice } = internals.primordials;
const { node } = internals;

node.define('path', () => {
  const { validateString, validateObject } = node.load('#errors');
  const slash = 47, dot = 46;
  const code = StringPrototypeCharCodeAt, slice = StringPrototypeSlice;

  // Resolves . and .. parts of a path.
  function normalizeParts(path, isAbsolute) {
    const parts = [];
    for (let start = 0, end; start <= path.length; start = end + 1) {
      for (end = start; end < path.length && code(path, end) !== slash;) end++;
      const part = slice(path, start, end);
      if (part === '' || part === '.') continue;
      if (part !== '..') parts[parts.length] = part;
      else if (parts.length > 0 && parts[parts.length - 1] !== '..') parts.length--;
      else if (!isAbsolute) parts[parts.length] = part;
    }
    let text = '';
    for (let i = 0; i < parts.length; i++) text += i === 0 ? parts[i] : `/${parts[i]}`;
    return text;
  }

  function resolve(...paths) {
    let path = '', isAbsolute = false;
    for (let i = paths.length - 1; i >= 0 && !isAbsolute; i--) {
      validateString(paths[i], `paths[${i}]`);
      if (paths[i] === '') continue;
      path = `${paths[i]}/${path}`;
      isAbsolute = code(paths[i], 0) === slash;
    }
    return `/${normalizeParts(path, true)}`;
  }

  function normalize(path) {
    validateString(path, 'path');
    if (path === '') return '.';
    const isAbsolute = code(path, 0) === slash, trailing = code(path, path.length - 1) === slash;
    const text = normalizeParts(path, isAbsolute);
    if (text === '') return isAbsolute ? '/' : trailing ? './' : '.';
    return `${isAbsolute ? '/' : ''}${text}${trailing ? '/' : ''}`;
  }

  function isAbsolute(path) {
    validateString(path, 'path');
    return path !== '' && code(path, 0) === slash;
  }

  function join(...paths) {
    let joined = '';
    for (let i = 0; i < paths.length; i++) {
      validateString(paths[i], 'path');
      if (paths[i] !== '') joined += joined === '' ? paths[i] : `/${paths[i]}`;
    }
    return joined === '' ? '.' : normalize(joined);
  }

  function relative(from, to) {
    validateString(from, 'from');
    validateString(to, 'to');
    from = resolve(from);
    to = resolve(to);
    if (from === to) return '';
    const one = from === '/' ? '' : from, other = to === '/' ? '' : to;
    let common = 0;
    for (let i = 0; i <= one.length && i <= other.length; i++) {
      const endOfOne = i === one.length || code(one, i) === slash, endOfOther = i === other.length || code(other, i) === slash;
      if (endOfOne && endOfOther) common = i;
      if (endOfOne !== endOfOther || i === one.length || code(one, i) !== code(other, i)) break;
    }
    let up = '';
    for (let i = common; i < one.length; i++) if (code(one, i) === slash) up += up === '' ? '..' : '/..';
    const down = slice(other, common + 1);
    return up === '' || down === '' ? up + down : `${up}/${down}`;
  }

  // Where the last part begins and ends, trailing slashes not counted.
  function lastPart(path) {
    let end = path.length;
    while (end > 0 && code(path, end - 1) === slash) end--;
    let start = end;
    while (start > 0 && code(path, start - 1) !== slash) start--;
    return { __proto__: null, start, end };
  }

  function dirname(path) {
    validateString(path, 'path');
    if (path === '') return '.';
    const isAbsolute = code(path, 0) === slash, { start } = lastPart(path);
    if (start <= 1) return isAbsolute ? '/' : '.';
    return isAbsolute && start === 2 ? '//' : slice(path, 0, start - 1);
  }

  function basename(path, suffix) {
    if (suffix !== undefined) validateString(suffix, 'ext');
    validateString(path, 'path');
    const { start, end } = lastPart(path), base = slice(path, start, end);
    if (path === suffix) return '';
    if (suffix === undefined || suffix === '' || base.length <= suffix.length) return base;
    return slice(base, base.length - suffix.length) === suffix ? slice(base, 0, base.length - suffix.length) : base;
  }

  function extensionOf(base) {
    const at = StringPrototypeLastIndexOf(base, '.');
    return at <= 0 || base === '..' ? '' : slice(base, at);
  }

  function extname(path) {
    validateString(path, 'path');
    return extensionOf(basename(path));
  }

  function format(pathObject) {
    validateObject(pathObject, 'pathObject');
    const { dir, root, base, name, ext } = pathObject;
    const folder = dir || root, file = base || `${name || ''}${ext ? (code(ext, 0) === dot ? '' : '.') + ext : ''}`;
    return !folder ? file : folder === root ? folder + file : `${folder}/${file}`;
  }

  function parse(path) {
    validateString(path, 'path');
    const root = path !== '' && code(path, 0) === slash ? '/' : '';
    const { start, end } = lastPart(path), base = slice(path, start, end), ext = extensionOf(base);
    const dir = start > 1 ? slice(path, 0, start - 1) : root;
    return { root, dir, base, ext, name: slice(base, 0, base.length - ext.length) };
  }

  const path = {
    resolve, normalize, isAbsolute, join, relative, toNamespacedPath: (given) => given, dirname, basename, extname, format, parse,
    sep: '/', delimiter: ':', win32: null, posix: null,
  };
  path.posix = path;
  return path;
});

node.define('path/posix', () => node.load('path'));
